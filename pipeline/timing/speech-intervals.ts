import type { Segment } from '../contracts/transcript.js';

/** A stretch of time, in ms. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The stretches in which a segment's speaker really speaks: its words, with gaps shorter than `bridgeMs` closed.
 * A segment without usable word times is one stretch from its start to its end. Never empty, ordered, disjoint.
 */
export function speechIntervals(segment: Segment, bridgeMs: number): readonly Interval[] {
  const words = segment.words.filter((word) => word.endMs > word.startMs).toSorted((a, b) => a.startMs - b.startMs);
  const merged: Interval[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    if (last !== undefined && word.startMs - last.endMs < bridgeMs) {
      merged[merged.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, word.endMs) };
    } else {
      merged.push({ startMs: word.startMs, endMs: word.endMs });
    }
  }
  return merged.length > 0 ? merged : [{ startMs: segment.startMs, endMs: Math.max(segment.startMs, segment.endMs) }];
}
