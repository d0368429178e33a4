import { describe, expect, it } from 'vitest';
import { maxReceiptSubtitleRows, ReceiptSubtitles } from '../../../pipeline/contracts/receipt-subtitles.js';
import { summarizeSubtitles } from '../../../pipeline/receipt/summarize-subtitles.js';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { checkSubtitles } from '../../../pipeline/subtitles/qc/check-subtitles.js';
import type { QcReport } from '../../../pipeline/subtitles/qc/qc-report.js';

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, lines: plainLines(text) });
const check = (cues: readonly Cue[]): QcReport =>
  checkSubtitles({ cues, profile: resolveProfile({ name: 'netflix', language: 'es' }), language: 'es' });
const summarize = (report: QcReport) => ReceiptSubtitles.parse(summarizeSubtitles({ track: 'subtitles', report }));

describe('summarizeSubtitles', () => {
  it('counts how often each rule was kept and broken', () => {
    const summary = summarize(
      check([cue(0, 2000, 'Hola.'), cue(5000, 5400, 'Adiós.'), cue(8000, 9000, 'a'.repeat(60))]),
    );

    const counts = (rule: string) => summary.rules.find((row) => row.rule === rule);
    expect(counts('min-duration')).toEqual({ rule: 'min-duration', passed: 2, failed: 1, impossible: 0 });
    expect(counts('line-length')).toEqual({ rule: 'line-length', passed: 2, failed: 1, impossible: 0 });
    expect(summary.failureCount).toBe(3);
    expect(summary.cueCount).toBe(3);
  });

  it('tells the failures with value and limit, those farthest from their limit first', () => {
    const { worst } = summarize(check([cue(5000, 5400, 'Adiós.'), cue(8000, 9000, 'a'.repeat(60))]));

    expect(worst).toEqual([
      { cue: 2, startMs: 8000, endMs: 9000, rule: 'reading-speed', value: 60, limit: 17, unit: 'characters/s' },
      { cue: 1, startMs: 5000, endMs: 5400, rule: 'min-duration', value: 400, limit: 833, unit: 'ms' },
      { cue: 2, startMs: 8000, endMs: 9000, rule: 'line-length', value: 60, limit: 42, unit: 'columns' },
    ]);
  });

  it('puts what is proven impossible after what could have been kept, and advice nowhere', () => {
    const report = check([
      cue(5000, 5400, 'Adiós.'),
      cue(8000, 9000, 'a'.repeat(60)),
      cue(20_000, 22_000, 'de la\nmar'),
    ]);
    const proven = {
      ...report,
      cues: report.cues.map((checked) => ({
        ...checked,
        results: checked.results.map((result) =>
          result.rule === 'reading-speed' && !result.pass ? { ...result, impossible: 'Too little time.' } : result,
        ),
      })),
    };

    const { worst, rules } = summarize(proven);

    expect(worst.map(({ rule }) => rule)).toEqual(['min-duration', 'line-length', 'reading-speed']);
    expect(worst.at(-1)?.impossible).toBe('Too little time.');
    expect(rules.find(({ rule }) => rule === 'reading-speed')).toMatchObject({ failed: 1, impossible: 1 });
    expect(rules.find(({ rule }) => rule === 'line-break')).toMatchObject({ failed: 1, isAdvice: true });
  });

  it('stays small for a film in which nothing is right', () => {
    const cues = Array.from({ length: 2000 }, (_, index) => cue(index * 1000, index * 1000 + 900, 'a'.repeat(90)));
    const condensed = cues.map((_, index) => ({ segment: `seg-${index}`, before: 'bueno, sí', after: 'sí' }));

    const summary = summarize({ ...check(cues), condensed });

    expect(summary.failureCount).toBe(4000);
    expect(summary.worst).toHaveLength(maxReceiptSubtitleRows);
    expect(summary.condensed).toHaveLength(maxReceiptSubtitleRows);
    expect(summary.condensedCount).toBe(2000);
    expect(JSON.stringify(summary).length).toBeLessThan(20_000);
  });
});
