import { describe, expect, it } from 'vitest';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import {
  type ProfileName,
  profileNames,
  resolveProfile,
} from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { checkSubtitles } from '../../../pipeline/subtitles/qc/check-subtitles.js';
import { QcReport, type QcRule } from '../../../pipeline/subtitles/qc/qc-report.js';

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, lines: plainLines(text) });
interface Situation {
  readonly cues: readonly Cue[];
  readonly language?: string;
  readonly name?: ProfileName;
  readonly shotsMs?: readonly number[];
}
const check = ({ cues, language = 'en', name = 'netflix', shotsMs = [] }: Situation) =>
  checkSubtitles({
    cues,
    language,
    shotsMs,
    profile: resolveProfile({ name, language }),
    frameRate: { numerator: 24, denominator: 1 },
    videoDurationMs: 60_000,
  });
const failed = (situation: Situation): QcRule[] => [
  ...new Set(
    check(situation).cues.flatMap((row) => row.results.filter((result) => !result.pass).map((result) => result.rule)),
  ),
];

const faults: readonly (readonly [QcRule, Situation])[] = [
  ['within-programme', { cues: [cue(59_000, 61_000, 'Past the end.')] }],
  ['clean-text', { cues: [cue(1000, 3000, 'Two  spaces')] }],
  ['clean-text', { cues: [cue(1000, 3000, 'bad \ufffd sign')] }],
  ['lines', { cues: [cue(1000, 4000, 'one\ntwo\nthree')] }],
  ['line-length', { cues: [cue(1000, 6000, 'x'.repeat(43))] }],
  ['reading-speed', { cues: [cue(1000, 2000, 'Twenty-one characters')] }],
  ['min-duration', { cues: [cue(1000, 1800, 'Short.')] }],
  ['max-duration', { cues: [cue(1000, 8100, 'Long.')] }],
  ['gap', { cues: [cue(1000, 3000, 'One.'), cue(3041, 5000, 'Two.')] }],
  ['gap-closing', { cues: [cue(1000, 3000, 'One.'), cue(3250, 5000, 'Two.')] }],
  ['shot-start', { cues: [cue(1000, 3000, 'Late on the cut.')], shotsMs: [900] }],
  ['shot-end', { cues: [cue(1000, 3000, 'Ends on the cut.')], shotsMs: [3000] }],
  ['ellipsis', { cues: [cue(1000, 3000, 'Well...')] }],
  ['dialogue-dash', { cues: [cue(1000, 3000, '-Hola.\n-Adiós.')], language: 'es' }],
  ['line-edges', { cues: [cue(1000, 6000, '彼女は\n。はい')], language: 'ja' }],
  ['italics', { cues: [{ startMs: 1000, endMs: 3000, lines: [[{ text: '안녕', italic: true }]] }], language: 'ko' }],
  ['line-break', { cues: [cue(1000, 4000, 'I have seen the\nhouse before.')] }],
];

describe('checking subtitles', () => {
  it.each(faults)('finds the fault against %s and no other', (rule, situation) => {
    expect(failed(situation)).toEqual([rule]);
  });

  it('finds cues without time and out of order', () => {
    expect(failed({ cues: [cue(3000, 3000, 'No time.')] })).toContain('order');
    expect(failed({ cues: [cue(5000, 7000, 'Late.'), cue(1000, 3000, 'Early.')] })).toContain('order');
  });

  it('passes cues on the very limit', () => {
    const cues = [
      cue(1000, 3000, 'Forty characters may be read in two secs'),
      cue(3083, 4000, 'Gap of two.'),
      cue(4500, 6000, 'Gap of half a second.'),
    ];
    expect(failed({ cues })).toEqual([]);
    expect(
      failed({ cues: [cue(1000, 2917, 'Two frames before.'), cue(3000, 5000, 'On the cut.')], shotsMs: [3000] }),
    ).toEqual([]);
  });

  it('gives value, limit and unit for every rule of every cue, and survives JSON', () => {
    const report = check({ cues: [cue(1000, 2000, 'Twenty-one characters')] });
    const speed = report.cues[0]?.results.find((result) => result.rule === 'reading-speed');
    expect(speed).toEqual({ rule: 'reading-speed', pass: false, value: 21, limit: 20, unit: 'characters/s' });
    expect(QcReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report.failureCount).toBe(1);
  });

  it('counts graphemes, not code units, and leaves direction marks out', () => {
    const family = '👩‍👩‍👧‍👦'.repeat(20);
    expect(failed({ cues: [cue(1000, 3000, family)] })).toEqual([]);
    expect(failed({ cues: [cue(1000, 3000, `\u202b${'क्ष'.repeat(42)}\u202c`)], language: 'hi' })).toEqual([]);
  });
});

describe('profiles', () => {
  const of = (language: string, name: ProfileName = 'netflix') => resolveProfile({ name, language });

  it.each([
    ['en', 42, 20, 17, 20, 17],
    ['es', 42, 17, 13, 20, 17],
    ['ar', 42, 20, 17, 23, 20],
    ['hi', 42, 22, 18, 25, 20],
    ['ko', 16, 12, 9, 14, 11],
    ['zh-Hans', 16, 9, 7, 11, 9],
    ['ja', 13, 4, 4, 7, 7],
    ['th', 35, 17, 13, 20, 17],
  ])(
    'Netflix for %s: %i columns; %i, %i, %i, %i characters a second',
    (language, columns, adult, children, sdh, sdhChildren) => {
      expect(of(language).charsPerLine).toBe(columns);
      const names = ['netflix', 'netflix-children', 'netflix-sdh', 'netflix-sdh-children'] as const;
      expect(names.map((name) => of(language, name).charsPerSecond)).toEqual([adult, children, sdh, sdhChildren]);
    },
  );

  it('names a dialogue style per language and a house for each profile', () => {
    expect(of('es').dialogueStyle).toBe('both-spaced');
    expect(of('nl').dialogueStyle).toBe('second-tight');
    expect(of('de').dialogueStyle).toBe('both-tight');
    expect(of('en', 'bbc')).toMatchObject({ charsPerLine: 37, charsPerSecond: 18, minDurationMs: 900 });
    for (const name of profileNames) expect(of('fr', name).id).toBe(name.split('-')[0]);
  });

  it('takes values of one’s own, and refuses those out of range or unknown', () => {
    const custom = resolveProfile({
      name: 'custom',
      language: 'es',
      overrides: { charsPerLine: 30, mayCondense: true },
    });
    expect(custom).toMatchObject({ id: 'custom', charsPerLine: 30, charsPerSecond: 17, mayCondense: true });
    expect(() => resolveProfile({ name: 'custom', language: 'es', overrides: { charsPerLine: -1 } })).toThrow(
      'charsPerLine',
    );
    expect(() => resolveProfile({ name: 'custom', language: 'es', overrides: { colour: 'red' } })).toThrow(
      'Subtitle profile',
    );
  });
});
