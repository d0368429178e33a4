import { defaultFitLimits } from '../../pipeline/timing/fit-limits.js';
import { fitSpeech } from '../../pipeline/timing/fit-speech.js';
import { measureFit } from '../../pipeline/timing/measure-fit.js';
import type { PlacedSegment } from '../../pipeline/timing/placement.js';
import { simpleFits } from './simple-fits.js';
import type { TimingCase } from './timing-case.js';

/** One method on one case. Shares 0…1, times in ms. */
export interface FitComparison {
  readonly method: string;
  readonly overlap: number;
  /** Overlap that counts only lines spoken inside the natural band. */
  readonly naturalOverlap: number;
  readonly withinNaturalRate: number;
  readonly fastestRate: number;
  readonly slowestRate: number;
  readonly onsetErrorP95Ms: number;
  /** Share of the dub's speech that sounds while the original line is silent. */
  readonly spill: number;
  readonly pastEndMs: number;
  readonly overlappingSegments: number;
}

/** The optimiser's name in tables. */
export const OURS = 'scene optimiser';

/** Fits one case by every method and measures all of them the same way. */
export function compareFits(job: TimingCase): readonly FitComparison[] {
  const methods = [
    { name: OURS, place: (given: TimingCase): readonly PlacedSegment[] => fitSpeech(given).segments },
    ...simpleFits,
  ];
  return methods.map((method) => judge(method.name, job, method.place(job)));
}

function judge(method: string, job: TimingCase, placed: readonly PlacedSegment[]): FitComparison {
  const { naturalRateMin, naturalRateMax } = defaultFitLimits;
  const natural = placed.filter(({ rate }) => rate >= naturalRateMin && rate <= naturalRateMax);
  const { summary, byId } = measureFit({ transcript: job.transcript, placed });
  const rates = placed.map(({ rate }) => rate);
  let spokenMs = 0;
  let spillMs = 0;
  for (const { id, startMs, endMs, pauses = [] } of placed) {
    const segment = job.transcript.segments.find((candidate) => candidate.id === id);
    const speechMs = segment === undefined ? 0 : lengthOf(segment.words.length > 0 ? segment.words : [segment]);
    const ownMs = endMs - startMs - pauses.reduce((total, { durationMs }) => total + durationMs, 0);
    spokenMs += ownMs;
    spillMs += ownMs - (byId.get(id)?.overlap ?? 0) * speechMs;
  }
  return {
    method,
    overlap: summary.overlap,
    naturalOverlap: measureFit({ transcript: job.transcript, placed: natural }).summary.overlap,
    withinNaturalRate: summary.withinNaturalRate,
    fastestRate: Math.max(...rates),
    slowestRate: Math.min(...rates),
    onsetErrorP95Ms: summary.onsetErrorP95Ms,
    spill: Math.max(0, spillMs / spokenMs),
    pastEndMs: Math.max(0, ...placed.map(({ endMs }) => endMs - job.videoDurationMs)),
    overlappingSegments: summary.overlappingSegments,
  };
}

function lengthOf(stretches: readonly { readonly startMs: number; readonly endMs: number }[]): number {
  return stretches.reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);
}
