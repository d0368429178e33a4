/** Durations, counted in bins that grow by a twentieth: percentiles are within 5 %, the mean is exact. */
export interface Histogram {
  readonly add: (seconds: number) => void;
  readonly count: () => number;
  readonly mean: () => number;
  /** The duration a share of 0…1 of them does not exceed. */
  readonly quantile: (share: number) => number;
}

const smallestS = 0.01;
const growth = Math.log(1.05);
const bins = 400;

/** An empty histogram. */
export function createHistogram(): Histogram {
  const counts = new Float64Array(bins);
  let count = 0;
  let total = 0;
  return {
    add: (seconds) => {
      const bin = seconds <= smallestS ? 0 : Math.min(bins - 1, 1 + Math.floor(Math.log(seconds / smallestS) / growth));
      counts[bin] = (counts[bin] ?? 0) + 1;
      count += 1;
      total += seconds;
    },
    count: () => count,
    mean: () => (count === 0 ? 0 : total / count),
    quantile: (share) => {
      let left = share * count;
      for (let bin = 0; bin < bins; bin += 1) {
        left -= counts[bin] ?? 0;
        if (left <= 0 && count > 0) return bin === 0 ? 0 : smallestS * Math.exp(growth * bin);
      }
      return 0;
    },
  };
}
