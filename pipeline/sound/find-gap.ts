import type { TimeSpan } from './time-span.js';

export interface FindGapParams {
  /** Ordered, not touching. */
  readonly spans: readonly TimeSpan[];
  readonly endMs: number;
  /** Shorter gaps are of no use, in ms. */
  readonly leastMs: number;
  /** No more than this is wanted, in ms. */
  readonly mostMs: number;
}

/** The first long enough time before, between or after the spans, cut to what is wanted; else the longest useful one. */
export function findGap({ spans, endMs, leastMs, mostMs }: FindGapParams): TimeSpan | undefined {
  let from = 0;
  let best: TimeSpan | undefined;
  for (const span of [...spans, { startMs: endMs, endMs }]) {
    const length = span.startMs - from;
    const bestLength = best === undefined ? 0 : best.endMs - best.startMs;
    if (length >= leastMs && length > bestLength)
      best = { startMs: from, endMs: Math.min(span.startMs, from + mostMs) };
    if (length >= mostMs) return best;
    from = Math.max(from, span.endMs);
  }
  return best;
}
