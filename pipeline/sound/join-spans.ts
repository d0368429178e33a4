import type { TimeSpan } from './time-span.js';

export interface JoinSpansParams {
  readonly spans: readonly TimeSpan[];
  /** Added before and after every span, in ms. */
  readonly padBeforeMs: number;
  readonly padAfterMs: number;
  /** Spans closer than this after padding become one, in ms. */
  readonly joinMs: number;
}

/** Pads spans, sorts them and joins those that touch. Empty and negative spans are dropped; none starts before 0. */
export function joinSpans({ spans, padBeforeMs, padAfterMs, joinMs }: JoinSpansParams): TimeSpan[] {
  const padded = spans
    .filter((span) => span.endMs > span.startMs)
    .map((span) => ({ startMs: Math.max(0, span.startMs - padBeforeMs), endMs: span.endMs + padAfterMs }))
    .sort((a, b) => a.startMs - b.startMs);
  const joined: TimeSpan[] = [];
  for (const span of padded) {
    const last = joined.at(-1);
    if (last !== undefined && span.startMs <= last.endMs + joinMs) {
      joined[joined.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, span.endMs) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}
