import type { Span } from '../../pipeline/contracts/span.js';

/** One line of a waterfall: a span, or spans of one kind under one parent drawn as one. Times are in ms since the epoch. */
export interface TraceRow {
  readonly depth: number;
  readonly spans: readonly [Span, ...Span[]];
  readonly startMs: number;
  /** When the last of them ended; absent while one goes on. */
  readonly endMs: number | undefined;
}
