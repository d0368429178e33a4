import type { Interval } from './speech-intervals.js';

/** How many ms of `intervals` lie between `startMs` and `endMs`. */
export function cover(intervals: readonly Interval[], startMs: number, endMs: number): number {
  let covered = 0;
  for (const interval of intervals) {
    const from = startMs > interval.startMs ? startMs : interval.startMs;
    const to = endMs < interval.endMs ? endMs : interval.endMs;
    if (to > from) covered += to - from;
  }
  return covered;
}
