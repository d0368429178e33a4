/** Sums that describe a set of feature frames: enough to model it as one Gaussian, and to merge sets without the frames. */
export interface FrameStatistics {
  readonly count: number;
  readonly sums: Float64Array;
  /** Sums of products, row by row. */
  readonly products: Float64Array;
}

/** Sums up frames, all of the same dimension. */
export function frameStatistics(frames: readonly Float32Array[], dimension: number): FrameStatistics {
  const sums = new Float64Array(dimension);
  const products = new Float64Array(dimension * dimension);
  for (const frame of frames) {
    for (let i = 0; i < dimension; i++) {
      const value = frame[i] ?? 0;
      sums[i] = (sums[i] ?? 0) + value;
      for (let j = 0; j <= i; j++) {
        const at = i * dimension + j;
        products[at] = (products[at] ?? 0) + value * (frame[j] ?? 0);
      }
    }
  }
  return { count: frames.length, sums, products };
}
