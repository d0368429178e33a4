import type { SpeechCepstra } from './speech-cepstra.js';

/** Rows of sound that belong to one frame, in ms around it: lips move before and after what they let be heard. */
const AROUND_MS = [-120, -80, -40, 0, 40, 80, 120];
/** What changes more slowly than this says nothing about lips: a room, a microphone, a mood. */
const SLOW_MS = 1200;

/** Gives what is heard around a moment, in comparable columns around 0. */
export type Hear = (timeMs: number) => Float64Array;

/** Prepares a source's sound for being compared with lips. Why there are two hearings: `pipeline/quality/hear-frames.ts`. */
export function hearFrames({ rows, width, hopMs }: SpeechCepstra): Hear {
  const count = Math.floor(rows.length / Math.max(1, width));
  const even = levelColumns({ rows, width, count, reach: Math.round(SLOW_MS / hopMs) });
  const at = (timeMs: number, column: number): number => {
    const place = Math.max(0, Math.min(count - 1, timeMs / hopMs - 0.5));
    const before = Math.floor(place);
    const after = Math.min(count - 1, before + 1);
    const [a, b] = [even[before * width + column] ?? 0, even[after * width + column] ?? 0];
    return a + (b - a) * (place - before);
  };
  return (timeMs) =>
    Float64Array.from({ length: AROUND_MS.length * width }, (_, index) =>
      at(timeMs + (AROUND_MS[Math.floor(index / width)] ?? 0), index % width),
    );
}

interface LevelParams {
  readonly rows: Float32Array;
  readonly width: number;
  readonly count: number;
  readonly reach: number;
}

/** Every column less its slow part, with a spread of 1. */
function levelColumns({ rows, width, count, reach }: LevelParams): Float32Array {
  const even = new Float32Array(count * width);
  for (let column = 0; column < width; column++) {
    const sums = new Float64Array(count + 1);
    for (let row = 0; row < count; row++) sums[row + 1] = (sums[row] ?? 0) + (rows[row * width + column] ?? 0);
    let squares = 0;
    for (let row = 0; row < count; row++) {
      const [from, to] = [Math.max(0, row - reach), Math.min(count, row + reach + 1)];
      const slow = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
      const value = (rows[row * width + column] ?? 0) - slow;
      even[row * width + column] = value;
      squares += value * value;
    }
    const spread = Math.sqrt(squares / Math.max(1, count)) || 1;
    for (let row = 0; row < count; row++) even[row * width + column] = (even[row * width + column] ?? 0) / spread;
  }
  return even;
}
