import { describe, expect, it } from 'vitest';
import { compareFits, type FitComparison, OURS } from '../../../bench/timing/compare-fits.js';
import { talkingSamples } from '../../../bench/timing/talking-samples.js';
import type { TimingCase } from '../../../bench/timing/timing-case.js';
import { filmCase, worstCases } from '../../../bench/timing/worst-cases.js';
import { defaultFitLimits } from '../../../pipeline/timing/fit-limits.js';
import { fitSpeech } from '../../../pipeline/timing/fit-speech.js';

const TOLERANCE = 0.002;

const compared = new Map<string, readonly FitComparison[]>();

function compare(job: TimingCase) {
  const rows = compared.get(job.name) ?? compareFits(job);
  compared.set(job.name, rows);
  const [ours] = rows;
  if (ours?.method !== OURS) throw new Error('the optimiser comes first');
  return { ours, others: rows.slice(1) };
}

/** Whether from some line on there is too much to say for the rest of the video, even at the fastest natural rate. */
function isImpossibleInBand(job: TimingCase): boolean {
  return job.transcript.segments.some((segment, index) => {
    const leftMs = job.speech.slice(index).reduce((total, { durationMs }) => total + durationMs, 0);
    return leftMs / defaultFitLimits.naturalRateMax > job.videoDurationMs - segment.startMs;
  });
}

const worst = worstCases().map((job) => [job.name, job] as const);
const talking = talkingSamples().map((job) => [job.name, job] as const);
const possible = <T>(cases: readonly (readonly [T, TimingCase])[]) =>
  cases.filter(([, job]) => !isImpossibleInBand(job));

/** A dub that runs past the end of the video or over other lines is no dub. */
const isUsable = (row: FitComparison) => row.pastEndMs < 1 && row.overlappingSegments === 0;

it('only a few cases leave no way to speak naturally', () => {
  const impossible = [...worst, ...talking].filter(([, job]) => isImpossibleInBand(job)).map(([name]) => name);
  expect(impossible).toEqual(['no pauses, ×1.4', 'friday → es', 'friday → de', 'friday → ca']);
});

describe.each(worst)('worst case "%s"', (_name, job) => {
  const { ours } = compare(job);

  it('has no overlaps, stays inside the video and covers at least 0.80 of the original speech', () => {
    expect(isUsable(ours)).toBe(true);
    expect(ours.overlap).toBeGreaterThanOrEqual(0.8);
  });
});

describe.each(possible(worst))('worst case "%s", where speaking naturally is possible', (_name, job) => {
  const { ours, others } = compare(job);

  it('speaks at least 95 % of its lines inside the natural band', () => {
    expect(ours.withinNaturalRate).toBeGreaterThanOrEqual(0.95);
  });

  it('covers more with natural speech than every simpler method', () => {
    for (const other of others.filter(isUsable)) {
      expect(ours.naturalOverlap, other.method).toBeGreaterThanOrEqual(other.naturalOverlap - TOLERANCE);
    }
  });
});

describe.each(talking)('talking sample "%s"', (_name, job) => {
  const { ours } = compare(job);

  it('covers at least 0.80 without overlaps or running past the end', () => {
    expect(isUsable(ours)).toBe(true);
    expect(ours.overlap).toBeGreaterThanOrEqual(0.8);
  });
});

describe.each(possible(talking))('talking sample "%s", where speaking naturally is possible', (_name, job) => {
  const { ours, others } = compare(job);

  it('is natural throughout, on time, and no simpler method covers more so', () => {
    expect(ours.withinNaturalRate).toBe(1);
    expect(ours.onsetErrorP95Ms).toBeLessThanOrEqual(150);
    for (const other of others.filter(isUsable)) {
      expect(ours.naturalOverlap, other.method).toBeGreaterThanOrEqual(other.naturalOverlap - TOLERANCE);
    }
  });
});

describe('a film of two hours', () => {
  it('is fitted whole: every line placed, none on another', () => {
    const film = filmCase();
    expect(film.speech.length).toBeGreaterThanOrEqual(1800);

    const plan = fitSpeech(film);

    expect(plan.segments).toHaveLength(film.speech.length);
    expect(plan.summary.overlappingSegments).toBe(0);
  });
});
