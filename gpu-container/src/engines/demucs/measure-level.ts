import type { ReadableSound } from '../../../../pipeline/ports/source-separator.js';
import { abortError } from '../../process/abort-error.js';

/** Mean and standard deviation of a mix, over the middle of its channels. */
export interface Level {
  readonly mean: number;
  readonly deviation: number;
}

const BLOCK_FRAMES = 262_144;
const SMALLEST = 1e-8;

/**
 * Reads the whole mix once, a block at a time. Silence has the deviation 1, so that nothing is divided by nothing.
 * Fails with `cancelled`.
 */
export async function measureLevel(mix: ReadableSound, signal: AbortSignal): Promise<Level> {
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < mix.frames; at += BLOCK_FRAMES) {
    if (signal.aborted) throw abortError(signal, 'Separation');
    const [left = new Float32Array(0), right = left] = await mix.readAt(at, BLOCK_FRAMES);
    for (let i = 0; i < left.length; i++) {
      const middle = ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
      sum += middle;
      squares += middle * middle;
    }
  }
  const mean = mix.frames === 0 ? 0 : sum / mix.frames;
  // the unbiased estimate, as torch's `std` gives it
  const variance = (squares - mix.frames * mean * mean) / Math.max(1, mix.frames - 1);
  const deviation = Math.sqrt(Math.max(0, variance));
  return { mean, deviation: deviation < SMALLEST ? 1 : deviation };
}
