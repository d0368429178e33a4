import type { Segment, Transcript } from '../contracts/transcript.js';
import type { PlacedSegment } from './placement.js';

/** Talking over each other is the original's own doing when its segments overlap and their speakers differ. */
function isOriginalOverlap(a: Segment | undefined, b: Segment | undefined): boolean {
  if (a?.speaker === undefined || b?.speaker === undefined || a.speaker === b.speaker) return false;
  return a.startMs < b.endMs && b.startMs < a.endMs;
}

/** How many dubbed segments talk over an earlier one although their originals do not do so as different speakers. */
export function countOverlaps(transcript: Transcript, placed: readonly PlacedSegment[]): number {
  const segments = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  let sounding: PlacedSegment[] = [];
  let count = 0;
  for (const placement of placed.toSorted((a, b) => a.startMs - b.startMs)) {
    sounding = sounding.filter(({ endMs }) => endMs > placement.startMs);
    const clashes = sounding.some(({ id }) => !isOriginalOverlap(segments.get(id), segments.get(placement.id)));
    if (clashes && placement.endMs > placement.startMs) count += 1;
    sounding.push(placement);
  }
  return count;
}
