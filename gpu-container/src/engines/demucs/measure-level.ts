import type { WavReader } from '../../sound/open-wav-reader.js';

/** Mean and standard deviation of a mix, over the middle of its channels. */
export interface Level {
  readonly mean: number;
  readonly deviation: number;
}

const BLOCK_FRAMES = 262_144;
const SMALLEST = 1e-8;

/** Reads the whole file once, a block at a time. Silence has the deviation 1, so that nothing is divided by nothing. */
export async function measureLevel(reader: WavReader): Promise<Level> {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < reader.frames; at += BLOCK_FRAMES) {
    const [left, right] = await reader.readAt(at, BLOCK_FRAMES);
    for (let i = 0; i < (left?.length ?? 0); i++) {
      const middle = ((left?.[i] ?? 0) + (right?.[i] ?? 0)) / 2;
      sum += middle;
      squares += middle * middle;
    }
  }
  const mean = reader.frames === 0 ? 0 : sum / reader.frames;
  // the unbiased estimate, as torch's `std` gives it
  const variance = (squares - reader.frames * mean * mean) / Math.max(1, reader.frames - 1);
  const deviation = Math.sqrt(Math.max(0, variance));
  return { mean, deviation: deviation < SMALLEST ? 1 : deviation };
}
