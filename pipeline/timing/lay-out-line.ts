import type { InsertedPause } from '../contracts/fit-plan.js';
import { cover } from './cover.js';
import type { Wording } from './line.js';
import type { Interval } from './speech-intervals.js';

/** A shorter silence is not heard as a pause. */
const SHORTEST_PAUSE_MS = 120;

/** A wording spoken from `startMs` at `rate`: when it ends, what of the original it covers, and its pauses. */
export interface LineLayout {
  readonly endMs: number;
  readonly coveredMs: number;
  readonly pauses: readonly InsertedPause[];
}

/** Lays a wording out with a pause wherever it would otherwise speak on while the original is still silent. */
export function layOutLine(params: {
  readonly wording: Wording;
  readonly speech: readonly Interval[];
  readonly startMs: number;
  readonly rate: number;
}): LineLayout {
  const { wording, speech, startMs, rate } = params;
  const pauses: InsertedPause[] = [];
  let atMs = 0;
  let clockMs = startMs;
  let coveredMs = 0;
  for (const point of wording.pausePoints) {
    const reachedMs = clockMs + (point.atMs - atMs) / rate;
    const durationMs = Math.floor(Math.min(point.resumeMs - reachedMs, point.longestMs));
    if (durationMs < SHORTEST_PAUSE_MS) continue;
    coveredMs += cover(speech, clockMs, reachedMs);
    pauses.push({ atMs: point.atMs, durationMs });
    atMs = point.atMs;
    clockMs = reachedMs + durationMs;
  }
  const endMs = clockMs + (wording.durationMs - atMs) / rate;
  return { endMs, coveredMs: coveredMs + cover(speech, clockMs, endMs), pauses };
}
