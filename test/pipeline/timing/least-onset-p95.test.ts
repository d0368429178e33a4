import { describe, expect, it } from 'vitest';
import { leastOnsetP95 } from '../../../bench/timing/least-onset-p95.js';
import { worstCases } from '../../../bench/timing/worst-cases.js';
import { defaultFitLimits } from '../../../pipeline/timing/fit-limits.js';
import { fitSpeech } from '../../../pipeline/timing/fit-speech.js';

const { naturalRateMax, hardRate } = defaultFitLimits;
const least = (job: Parameters<typeof leastOnsetP95>[0], exceptions: number) =>
  leastOnsetP95(job, { naturalRateMax, hardRate, exceptions });
const job = (lines: readonly (readonly [number, number])[]) => ({
  name: 'test',
  transcript: {
    language: 'en',
    segments: lines.map(([startMs], at) => ({ id: `${at}`, startMs, endMs: startMs + 1000, text: 'x', words: [] })),
  },
  speech: lines.map(([, durationMs], at) => ({ id: `${at}`, durationMs })),
  videoDurationMs: 60_000,
});

describe('the least onset error any plan reaches', () => {
  it('is nothing where every line has its time', () => {
    expect(
      least(
        job([
          [0, 1000],
          [2000, 1000],
        ]),
        0,
      ),
    ).toBe(0);
  });

  it('shares what is too much between a line that begins early and one that begins late', () => {
    // 1440 ms at 1.2 take 1200: 200 too many, half of them before the first onset
    expect(
      least(
        job([
          [5000, 1440],
          [6000, 1000],
        ]),
        0,
      ),
    ).toBe(100);
  });

  it('says that there is none where time only runs out', () => {
    const lines = Array.from({ length: 200 }, (_, at) => [at * 1000, 2400] as const);
    expect(least(job(lines), 0)).toBeUndefined();
  });

  it('is never above what the fit reaches in the band', () => {
    for (const each of worstCases()) {
      const { onsetErrorP95Ms, withinNaturalRate } = fitSpeech(each).summary;
      if (withinNaturalRate >= 0.95) expect(least(each, 0.05)).toBeLessThanOrEqual(onsetErrorP95Ms + 1);
    }
  });
});
