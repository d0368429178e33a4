import type { FrameStatistics } from './frame-statistics.js';

/** A Gaussian with full covariance, ready to score frames. */
export interface Gaussian {
  readonly mean: Float64Array;
  /** Lower triangular factor of the covariance, row by row. */
  readonly factor: Float64Array;
  readonly logDeterminant: number;
}

/** Added to every variance: few frames must not make a needle. Cepstra vary by 1 to 100. */
const REGULARIZATION = 0.05;

/** Fits a Gaussian to statistics; an empty set gives a unit-like one around zero. */
export function fitGaussian({ count, sums, products }: FrameStatistics): Gaussian {
  const dimension = sums.length;
  const mean = sums.map((sum) => sum / Math.max(1, count));
  const factor = new Float64Array(dimension * dimension);
  let logDeterminant = 0;
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      const moment = (products[i * dimension + j] ?? 0) / Math.max(1, count);
      let rest = moment - (mean[i] ?? 0) * (mean[j] ?? 0) + (i === j ? REGULARIZATION : 0);
      for (let k = 0; k < j; k++) rest -= (factor[i * dimension + k] ?? 0) * (factor[j * dimension + k] ?? 0);
      if (i === j) {
        const deviation = Math.sqrt(Math.max(rest, 1e-6));
        factor[i * dimension + i] = deviation;
        logDeterminant += 2 * Math.log(deviation);
      } else {
        factor[i * dimension + j] = rest / (factor[j * dimension + j] ?? 1);
      }
    }
  }
  return { mean, factor, logDeterminant };
}
