import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CueSegment } from '../../../pipeline/subtitles/cueing/cue-segment.js';
import { cueTranscript } from '../../../pipeline/subtitles/cueing/cue-transcript.js';
import { cueText } from '../../../pipeline/subtitles/model/cue-text.js';
import { profileNames, resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';

const vocabulary: Readonly<Record<string, readonly string[]>> = {
  en: [
    'I',
    'think',
    'the',
    'house',
    'is,',
    'perhaps.',
    'Mr.',
    'Jones',
    'and',
    'extraordinarily',
    'why?',
    '25',
    'miles',
    'Donaudampfschifffahrtsgesellschaftskapitaen!',
  ],
  ja: ['私は', '東京', 'に', '住んで', 'います。', 'ー', '「はい」', 'コンピューター', 'です', 'か？'],
  th: ['สวัสดี', 'ครับ', 'ผม', 'ชื่อ', 'สมชาย', 'ประเทศไทย'],
  ar: ['مرحبا', 'كيف', 'حالك؟', 'أنا', 'بخير،', 'شكرا.'],
  hi: ['नमस्ते', 'मैं', 'ठीक', 'हूँ।', 'क्षत्रिय', 'स्त्री'],
  km: ['សួស្តី', 'ខ្ញុំ', 'ឈ្មោះ', 'សុខ'],
};

const frameRates = [
  { numerator: 24, denominator: 1 },
  { numerator: 25, denominator: 1 },
  { numerator: 24_000, denominator: 1001 },
  { numerator: 30_000, denominator: 1001 },
  { numerator: 50, denominator: 1 },
] as const;

const spaced = ['en', 'ar', 'hi'];

/** Segments in order with words anywhere inside, some of them on one instant, some with no times at all. */
const segmentsOf = (language: string) =>
  fc
    .array(
      fc.record({
        words: fc.array(fc.constantFrom(...(vocabulary[language] ?? [])), { minLength: 1, maxLength: 25 }),
        gapMs: fc.integer({ min: -500, max: 4000 }),
        lengthMs: fc.integer({ min: 0, max: 9000 }),
        speaker: fc.constantFrom('A', 'B', undefined),
        isTimed: fc.boolean(),
        jitter: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      }),
      { maxLength: 12 },
    )
    .map((rows) => {
      let clock = 0;
      return rows.map(({ words, gapMs, lengthMs, speaker, isTimed, jitter }): CueSegment => {
        const startMs = Math.max(0, clock + gapMs);
        clock = startMs + lengthMs;
        const times = words
          .map((_, index) => startMs + lengthMs * (jitter[index % jitter.length] ?? 0))
          .sort((a, b) => a - b);
        const timed = words.map((text, index) => ({
          text,
          startMs: times[index] ?? startMs,
          endMs: Math.min(clock, (times[index] ?? startMs) + 200),
        }));
        const text = words.join(spaced.includes(language) ? ' ' : '');
        return {
          startMs,
          endMs: clock,
          text,
          ...(speaker === undefined ? {} : { speaker }),
          ...(isTimed ? { words: timed } : {}),
        };
      });
    });

const situation = fc.constantFrom(...Object.keys(vocabulary)).chain((language) =>
  fc.record({
    language: fc.constant(language),
    segments: segmentsOf(language),
    profile: fc.constantFrom(...profileNames.filter((name) => name !== 'custom' && !name.startsWith('bbc'))),
    shotsMs: fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 40 }),
    frameRate: fc.constantFrom(...frameRates),
  }),
);

const bare = (text: string): string => text.replace(/\[[AB]\]|[-\s…]/gu, '');

const cueOf = ({
  language,
  segments,
  profile,
  shotsMs,
  frameRate,
}: typeof situation extends fc.Arbitrary<infer T> ? T : never) =>
  cueTranscript({ segments, language, shotsMs, frameRate, profile: resolveProfile({ name: profile, language }) });

describe('cueing, whatever the words, times and cuts', () => {
  it('never overlaps cues and keeps their order', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(situation, (params) => {
        const { cues } = cueOf(params);
        for (const [index, cue] of cues.entries()) {
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(cue.startMs).toBeGreaterThanOrEqual(cues[index - 1]?.endMs ?? 0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('loses and invents no text', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(situation, (params) => {
        const ordered = [...params.segments].sort((a, b) => a.startMs - b.startMs);
        const shown = bare(cueOf(params).cues.map(cueText).join(''));
        expect(shown).toBe(bare(ordered.map((segment) => segment.text).join('')));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every line within the profile, but for single words no line can hold', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(situation, (params) => {
        for (const cue of cueOf(params).report.cues) {
          for (const result of cue.results) {
            if (result.rule === 'lines') expect(result.pass).toBe(true);
            if (result.rule === 'line-length' && !result.pass)
              expect(result.impossible).toBe('One word is longer than a line.');
            if (result.rule === 'gap') expect(result.pass).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('names a reason for every rule it could not keep, and gives the same answer twice', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(situation, (params) => {
        const first = cueOf(params);
        expect(cueOf(params)).toEqual(first);
        expect(first.report.impossibleCount).toBe(first.report.failureCount);
      }),
      { numRuns: 60 },
    );
  });

  it('splits no grapheme', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(situation, (params) => {
        for (const cue of cueOf(params).cues) {
          for (const line of cueText(cue).split('\n')) expect(line).not.toMatch(/^[\p{M}\u200d]/u);
        }
      }),
      { numRuns: 60 },
    );
  });
});
