import type { Transcript } from '../contracts/transcript.js';
import type { PlacedSegment } from './placement.js';
import { talksOver } from './talks-over.js';

/** How many dubbed segments talk over an earlier one although their originals do not do so as different speakers. */
export function countOverlaps(transcript: Transcript, placed: readonly PlacedSegment[]): number {
  const segments = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  let sounding: PlacedSegment[] = [];
  let count = 0;
  for (const placement of placed.toSorted((a, b) => a.startMs - b.startMs)) {
    sounding = sounding.filter(({ endMs }) => endMs > placement.startMs);
    const clashes = sounding.some(({ id }) => !talksOver(segments.get(id), segments.get(placement.id)));
    if (clashes && placement.endMs > placement.startMs) count += 1;
    sounding.push(placement);
  }
  return count;
}
