/** Upper bounds of the buckets of duration histograms, in s: from a call to storage to a feature film. */
const durationBoundsS = [
  0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 150, 300, 600, 1800, 3600, 14_400,
] as const;

/** Upper bounds of the buckets of shares from 0 to 1. */
const shareBounds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99, 1] as const;

/** The bucket bounds for a unit. */
export function histogramBounds(unit: string): readonly number[] {
  return unit === 's' ? durationBoundsS : shareBounds;
}
