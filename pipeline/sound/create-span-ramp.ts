import type { TimeSpan } from './time-span.js';

export interface SpanRampParams {
  /** Ordered, not touching. */
  readonly spans: readonly TimeSpan[];
  /** Time to go from 0 to 1 before a span starts, and back after it ends, in ms. */
  readonly rampMs: number;
}

/**
 * Tells how far inside the spans a moment is: 1 inside, 0 far outside, a raised cosine between.
 * Ask in time order; going back is allowed but starts the search anew.
 */
export function createSpanRamp({ spans, rampMs }: SpanRampParams): (ms: number) => number {
  let index = 0;
  return (ms) => {
    while (index > 0 && (spans[index - 1]?.endMs ?? 0) + rampMs > ms) index -= 1;
    while (index < spans.length && (spans[index]?.endMs ?? 0) + rampMs <= ms) index += 1;
    const span = spans[index];
    if (span === undefined) return 0;
    const distance = Math.max(span.startMs - ms, ms - span.endMs, 0);
    const next = spans[index + 1];
    const nearest = next === undefined ? distance : Math.min(distance, Math.max(next.startMs - ms, 0));
    return nearest >= rampMs ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * nearest) / rampMs);
  };
}
