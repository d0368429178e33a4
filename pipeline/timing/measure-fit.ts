import type { FitSummary } from '../contracts/fit-plan.js';
import type { Segment, Transcript } from '../contracts/transcript.js';
import { countOverlaps } from './count-overlaps.js';
import { cover } from './cover.js';
import { defaultFitLimits, type FitLimits } from './fit-limits.js';
import type { PlacedSegment } from './placement.js';
import { type Interval, speechIntervals } from './speech-intervals.js';

/** How one placed segment measures. */
export interface SegmentMeasure {
  readonly overlap: number;
  readonly onsetErrorMs: number;
}

/** A plan's numbers, segment by segment and for the whole job. */
export interface FitMeasure {
  readonly byId: ReadonlyMap<string, SegmentMeasure>;
  readonly summary: FitSummary;
}

/**
 * Measures any placement against the original, however it came about; docs/timing.md defines every number.
 * Segments of the transcript that have text and are not placed count as uncovered.
 */
export function measureFit(params: {
  readonly transcript: Transcript;
  readonly placed: readonly PlacedSegment[];
  readonly limits?: FitLimits;
}): FitMeasure {
  const limits = params.limits ?? defaultFitLimits;
  const placements = new Map(params.placed.map((placement) => [placement.id, placement]));
  const byId = new Map<string, SegmentMeasure>();
  let speechMs = 0;
  let coveredMs = 0;
  for (const segment of params.transcript.segments) {
    const placement = placements.get(segment.id);
    if (placement === undefined && segment.text.trim() === '') continue;
    const speech = speechIntervals(segment, limits.bridgeMs);
    const ownMs = speech.reduce((total, interval) => total + interval.endMs - interval.startMs, 0);
    speechMs += ownMs;
    if (placement === undefined) continue;
    const ownCoveredMs = spokenStretches(placement).reduce((sum, at) => sum + cover(speech, at.startMs, at.endMs), 0);
    coveredMs += ownCoveredMs;
    byId.set(segment.id, {
      overlap: ownMs > 0 ? share(ownCoveredMs, ownMs) : 1,
      onsetErrorMs: round(placement.startMs - onsetOf(segment, speech), 3),
    });
  }
  const errors = [...byId.values()].map(({ onsetErrorMs }) => Math.abs(onsetErrorMs)).toSorted((a, b) => a - b);
  const { naturalRateMin, naturalRateMax, hardRate } = limits;
  const natural = params.placed.filter(({ rate }) => rate >= naturalRateMin && rate <= naturalRateMax).length;
  return {
    byId,
    summary: {
      overlap: speechMs > 0 ? share(coveredMs, speechMs) : 1,
      withinNaturalRate: params.placed.length > 0 ? round(natural / params.placed.length, 4) : 1,
      onsetErrorP95Ms: errors[Math.max(0, Math.ceil(errors.length * 0.95) - 1)] ?? 0,
      overlappingSegments: countOverlaps(params.transcript, params.placed),
      aboveHardRate: params.placed.filter(({ rate }) => rate > hardRate).length,
    },
  };
}

/** The stretches of the timeline in which a placed segment is heard: its place without its pauses. */
function spokenStretches(placement: PlacedSegment): readonly Interval[] {
  const stretches: Interval[] = [];
  let clockMs = placement.startMs;
  let atMs = 0;
  for (const pause of placement.pauses ?? []) {
    const reachedMs = clockMs + (pause.atMs - atMs) / placement.rate;
    stretches.push({ startMs: clockMs, endMs: reachedMs });
    clockMs = reachedMs + pause.durationMs;
    atMs = pause.atMs;
  }
  return [...stretches, { startMs: clockMs, endMs: placement.endMs }];
}

function onsetOf(segment: Segment, speech: readonly Interval[]): number {
  return speech[0]?.startMs ?? segment.startMs;
}

function share(partMs: number, wholeMs: number): number {
  return round(Math.min(1, partMs / wholeMs), 4);
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
