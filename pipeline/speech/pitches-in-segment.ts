import type { Segment } from '../contracts/transcript.js';
import { PITCH_HOP_MS } from './voice-pitches.js';

/** The pitch of one stretch of a recording, from its start on. */
export interface PitchedStretch {
  readonly startMs: number;
  /** One per `PITCH_HOP_MS` in Hz, 0 where unvoiced. */
  readonly pitches: Float64Array;
}

/** Voiced pitches inside a segment, in Hz; the stretches are in time order. */
export function pitchesInSegment(segment: Segment, stretches: readonly PitchedStretch[]): number[] {
  const home = stretches.findLast(({ startMs }) => startMs <= segment.startMs);
  if (home === undefined) return [];
  const from = Math.floor((segment.startMs - home.startMs) / PITCH_HOP_MS);
  const to = Math.ceil((segment.endMs - home.startMs) / PITCH_HOP_MS);
  return [...home.pitches.subarray(from, to)].filter((hz) => hz > 0);
}
