import type { FittedSegment } from '../contracts/fit-plan.js';
import type { Phoneme } from '../contracts/spoken-segment.js';

/** Phonemes of a segment's own audio as they are heard on the timeline: after its rate and its inserted pauses, in ms. */
export function placePhonemes(phonemes: readonly Phoneme[], fitted: FittedSegment): readonly Phoneme[] {
  return phonemes.map(({ ipa, startMs, endMs }) => ({
    ipa,
    startMs: onTimeline(startMs, fitted, 'start'),
    endMs: onTimeline(endMs, fitted, 'end'),
  }));
}

/** A pause exactly at a phoneme's end comes after it, one exactly at its start before it. */
function onTimeline(ms: number, { startMs, rate, pauses = [] }: FittedSegment, edge: 'start' | 'end'): number {
  const paused = pauses
    .filter(({ atMs }) => (edge === 'start' ? atMs <= ms : atMs < ms))
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
  return Math.round((startMs + ms / rate + paused) * 10) / 10;
}
