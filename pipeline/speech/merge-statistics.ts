import type { FrameStatistics } from './frame-statistics.js';

/** The statistics of two sets of frames together. */
export function mergeStatistics(a: FrameStatistics, b: FrameStatistics): FrameStatistics {
  return {
    count: a.count + b.count,
    sums: a.sums.map((sum, i) => sum + (b.sums[i] ?? 0)),
    products: a.products.map((product, i) => product + (b.products[i] ?? 0)),
  };
}
