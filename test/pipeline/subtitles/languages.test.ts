import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findLanguage } from '../../../pipeline/languages/find-language.js';
import type { CueSegment } from '../../../pipeline/subtitles/cueing/cue-segment.js';
import { cueTranscript } from '../../../pipeline/subtitles/cueing/cue-transcript.js';
import { cueText } from '../../../pipeline/subtitles/model/cue-text.js';
import { netflixProfile } from '../../../pipeline/subtitles/profiles/netflix-profile.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';
import { visibleLength } from '../../../pipeline/subtitles/words/visible-length.js';
import { writeSubtitles } from '../../../pipeline/subtitles/write-subtitles.js';
import { samplePath } from '../../samples/sample-path.js';
import { createRandom } from './fuzz/mutate-bytes.js';

const table = samplePath('samples/parallel/tatoeba-dev.tsv');
const sentences = new Map<string, string[]>();
if (table !== undefined) {
  for (const row of readFileSync(table, 'utf8').trim().split('\n').slice(1)) {
    const [language = '', , text = ''] = row.split('\t');
    sentences.set(language, [...(sentences.get(language) ?? []), text]);
  }
}

/** A film of these sentences: spoken at a share of the speed that may be read, pauses up to 0.8 s, a cut every 1.5 to 7.5 s. */
const filmOf = (language: string, pace: number) => {
  const random = createRandom(7);
  const profile = netflixProfile(language);
  const segments: CueSegment[] = [];
  const shotsMs: number[] = [];
  let clock = 500;
  for (const text of sentences.get(language) ?? []) {
    const lengthMs = Math.max(400, (visibleLength(text) * 1000) / (profile.charsPerSecond * pace));
    segments.push({ startMs: clock, endMs: clock + lengthMs, text, speaker: random(3) === 0 ? 'A' : 'B' });
    clock += lengthMs + random(800);
  }
  for (let cut = 3000; cut < clock; cut += 1500 + random(6000)) shotsMs.push(cut);
  return {
    segments,
    language,
    profile,
    shotsMs,
    frameRate: { numerator: 24_000, denominator: 1001 },
    videoDurationMs: clock + 3000,
  };
};

const languages = [...sentences.keys()];
const bare = (text: string): string => text.replace(/[-\s]|\.{2,}|…/gu, '');

describe.skipIf(table === undefined)('cues in 32 languages (skipped where samples/parallel is not here)', () => {
  it('covers at least 20 languages and 12 scripts', () => {
    expect(languages.length).toBeGreaterThanOrEqual(20);
    expect(new Set(languages.map((language) => findLanguage(language)?.script)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(languages)('breaks no rule in %s at an easy pace', (language) => {
    const { cues, report } = cueTranscript(filmOf(language, 0.8));

    expect(cues.length).toBeGreaterThan(30);
    expect(report.failureCount).toBe(0);
    expect(bare(cues.map(cueText).join(''))).toBe(bare((sentences.get(language) ?? []).join('')));
  });

  it.each(languages)('breaks only rules it names as impossible in %s at a pace that cannot be read', (language) => {
    const { report } = cueTranscript(filmOf(language, 1.5));

    expect(report.failureCount).toBeGreaterThan(0);
    const unexplained = report.cues
      .flatMap((cue) => cue.results)
      .filter((result) => !result.pass && result.isAdvice !== true && result.impossible === undefined);
    expect(unexplained).toEqual([]);
    const proven = report.cues
      .flatMap((cue) => cue.results)
      .filter((result) => /The speech leaves/.test(result.impossible ?? ''));
    expect(proven.length).toBeGreaterThan(0);
  });

  it.each(languages)('survives every format that holds times in %s', (language) => {
    const { cues } = cueTranscript(filmOf(language, 0.8));
    for (const format of ['srt', 'vtt', 'ass', 'ttml', 'json', 'csv'] as const) {
      const bytes = new TextEncoder().encode(writeSubtitles(cues, format, { language }));
      const again = readSubtitles(bytes, {}).cues;
      expect(again.map(cueText), format).toEqual(cues.map(cueText));
      const tolerance = format === 'ass' ? 5 : 0;
      for (const [index, cue] of again.entries()) {
        expect(Math.abs(cue.startMs - (cues[index]?.startMs ?? 0)), format).toBeLessThanOrEqual(tolerance);
      }
    }
  });
});
