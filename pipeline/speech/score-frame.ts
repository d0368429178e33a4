import type { Gaussian } from './fit-gaussian.js';

/** Log likelihood of a frame under a Gaussian, without the constant all Gaussians of one dimension share. */
export function scoreFrame(frame: Float32Array, { mean, factor, logDeterminant }: Gaussian): number {
  const dimension = mean.length;
  const solved = new Float64Array(dimension);
  let distance = 0;
  for (let i = 0; i < dimension; i++) {
    let rest = (frame[i] ?? 0) - (mean[i] ?? 0);
    for (let k = 0; k < i; k++) rest -= (factor[i * dimension + k] ?? 0) * (solved[k] ?? 0);
    const value = rest / (factor[i * dimension + i] ?? 1);
    solved[i] = value;
    distance += value * value;
  }
  return -0.5 * (distance + logDeterminant);
}
