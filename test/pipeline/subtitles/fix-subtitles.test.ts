import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixSubtitles } from '../../../pipeline/subtitles/fix/fix-subtitles.js';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { cueText, plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';

const frameRate = { numerator: 24, denominator: 1 };
const fix = (cues: readonly Cue[], language = 'en', shotsMs: readonly number[] = []) =>
  fixSubtitles({ cues, language, profile: resolveProfile({ name: 'netflix', language }), frameRate, shotsMs });
const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, lines: plainLines(text) });

const words = ['I', 'see', 'the', 'house,', 'and', 'then...', '- No', '漢字', 'مرحبا', 'unquestionably', 'so.', '  '];

const files = fc
  .array(
    fc.record({
      text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }),
      breakAt: fc.nat(10),
      gapMs: fc.integer({ min: -800, max: 3000 }),
      lengthMs: fc.integer({ min: 0, max: 9000 }),
      isItalic: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((rows) => {
    let clock = 1000;
    return rows.map(({ text, breakAt, gapMs, lengthMs, isItalic }): Cue => {
      const startMs = Math.max(0, clock + gapMs);
      clock = startMs + lengthMs;
      const lines = [text.slice(0, breakAt).join(' '), text.slice(breakAt).join(' ')].filter((line) => line !== '');
      return {
        startMs,
        endMs: clock,
        lines: lines.map((line) => [isItalic ? { text: line, italic: true } : { text: line }]),
      };
    });
  });

const bare = (cues: readonly Cue[]): string =>
  [...cues]
    .sort((a, b) => a.startMs - b.startMs)
    .map(cueText)
    .join('')
    .replace(/[-\s.…]/gu, '');

describe('fixing subtitles', () => {
  it('changes nothing the second time', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(files, fc.array(fc.nat(30_000), { maxLength: 10 }), (cues, shotsMs) => {
        const once = fix(cues, 'en', shotsMs);
        expect(fix(once.cues, 'en', shotsMs).cues).toEqual(once.cues);
      }),
      { numRuns: 80 },
    );
  });

  it('loses and invents no words and never makes a file worse', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(files, (cues) => {
        const fixed = fix(cues);
        expect(bare(fixed.cues)).toBe(bare(cues));
        expect(fixed.report.failureCount).toBeLessThanOrEqual(fixed.before.failureCount);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves a legal file as it is, to the object', () => {
    const cues = [cue(1000, 3000, 'All is well here.'), cue(4000, 6000, 'And here as well.')];
    const fixed = fix(cues);
    expect(fixed.cues).toBe(cues);
    expect(fixed.isChanged).toBe(false);
  });

  it('mends overlap, a gap that must be closed, a short cue and a cue that sits on a cut', () => {
    const cues = [
      cue(1000, 3100, 'The first one is too long.'),
      cue(3000, 4500, 'The second begins inside it.'),
      cue(4750, 5000, 'Short.'),
      cue(8000, 10_000, 'A cut comes where this ends.'),
    ];
    const fixed = fix(cues, 'en', [10_000]);
    expect(fixed.before.failureCount).toBeGreaterThanOrEqual(4);
    expect(fixed.report.failureCount).toBe(0);
    expect(fixed.cues.at(-1)?.endMs).toBe(9917);
  });

  it('sets long lines anew, splits what no two lines hold, and keeps styles on their words', () => {
    const text =
      'This is a sentence that goes on for much longer than any line may be, and then it goes on again, past the second line as well.';
    const fixed = fix([
      { startMs: 1000, endMs: 9000, lines: [[{ text: text.slice(0, 30), italic: true }, { text: text.slice(30) }]] },
    ]);
    expect(fixed.report.failureCount).toBe(0);
    expect(fixed.cues.length).toBeGreaterThan(1);
    const italic = fixed.cues.flatMap((part) => part.lines.flat()).filter((span) => span.italic === true);
    expect(
      italic
        .map((span) => span.text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe(text.slice(0, 30).trim());
  });

  it('tidies spaces, dots and dialogue dashes as the language has them', () => {
    const fixed = fix([cue(1000, 4000, '-Hola...  Ana\n–Sí')], 'es');
    expect(fixed.cues.map(cueText)).toEqual(['- Hola… Ana\n- Sí']);
    expect(fix([cue(1000, 4000, 'Hoi\n- Ja')], 'nl').cues.map(cueText)).toEqual(['Hoi\n-Ja']);
  });

  it('reports what cannot be mended', () => {
    const fixed = fix([
      cue(1000, 1500, 'Far too many words for half a second of time, whatever is done.'),
      cue(1500, 3000, 'And no room after it.'),
    ]);
    expect(fixed.report.failureCount).toBeGreaterThan(0);
    expect(fixed.report.rules.find((row) => row.rule === 'reading-speed')?.failed).toBeGreaterThan(0);
  });
});
