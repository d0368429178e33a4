import { melCepstra } from '../sound/mel-cepstra.js';
import { highPass } from './high-pass.js';

/** Sound as a mouth could have made it, to be asked for any stretch of time. */
export interface HeardSound {
  /** Values per stretch. */
  readonly width: number;
  /** Mean of the sound between two moments in ms, written at `at` of `into`. Outside the sound: its end. */
  describe(startMs: number, endMs: number, into: Float64Array, at: number): void;
}

export interface HearFramesParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

const COEFFICIENTS = 13;
const HOP_MS = 10;
/** The middle of the first window. */
const FIRST_MS = 12.5;
/** Slower changes than this are the room, the camera and the mood, not syllables. */
const SLOW_MS = 600;

/**
 * Describes sound by its cepstra every 10 ms, without what changes slowly. `pipeline/faces/hear-frames.ts` is another
 * hearing on purpose: this one gives means over whole frames, which its caller lays side by side and shifts; that one
 * gives seven moments around a frame whatever its length, from cepstra every 20 ms that were read piece by piece off a
 * file of any length. The thresholds of each were found with its own.
 */
export function hearFrames({ samples, sampleRateHz }: HearFramesParams): HeardSound {
  const rows = melCepstra({ samples, sampleRateHz, coefficients: COEFFICIENTS, hopMs: HOP_MS });
  const flat = new Float64Array(rows.length * COEFFICIENTS);
  for (const [at, row] of rows.entries()) flat.set(row, at * COEFFICIENTS);
  const moving = highPass(flat, COEFFICIENTS, SLOW_MS / HOP_MS);
  const last = Math.max(0, rows.length - 1);
  const rowAt = (ms: number): number => Math.max(0, Math.min(last, Math.round((ms - FIRST_MS) / HOP_MS)));
  return {
    width: COEFFICIENTS,
    describe: (startMs, endMs, into, at) => {
      const [first, end] = [rowAt(startMs), Math.max(rowAt(startMs), rowAt(endMs - HOP_MS)) + 1];
      for (let c = 0; c < COEFFICIENTS; c++) {
        let sum = 0;
        for (let row = first; row < end; row++) sum += moving[row * COEFFICIENTS + c] ?? 0;
        into[at + c] = sum / (end - first);
      }
    },
  };
}
