export interface OverlapAdderParams {
  readonly channels: number;
  /** The longest segment, in samples. */
  readonly segmentSamples: number;
}

export interface AddedSegment {
  readonly channels: readonly Float32Array[];
  /** How much each of its samples counts. */
  readonly weights: Float64Array;
  /** How many of the samples held are whole after it, because no later segment reaches them. */
  readonly finished: number;
}

/** Adds overlapping segments by their weights and gives out what is whole. */
export interface OverlapAdder {
  add(segment: AddedSegment): readonly Float32Array[];
}

/** Holds one segment's length of sums, whatever the length of the sound. */
export function createOverlapAdder({ channels, segmentSamples }: OverlapAdderParams): OverlapAdder {
  const sums = Array.from({ length: channels }, () => new Float64Array(segmentSamples));
  const weightSums = new Float64Array(segmentSamples);
  return {
    add: ({ channels: added, weights, finished }) => {
      for (let at = 0; at < weights.length; at++) weightSums[at] = (weightSums[at] ?? 0) + (weights[at] ?? 0);
      for (const [channel, sum] of sums.entries()) {
        const samples = added[channel] ?? new Float32Array(0);
        for (let at = 0; at < weights.length; at++) {
          sum[at] = (sum[at] ?? 0) + (weights[at] ?? 0) * (samples[at] ?? 0);
        }
      }
      const whole = sums.map((sum) => divided(sum, weightSums, finished));
      for (const kept of [...sums, weightSums]) {
        kept.copyWithin(0, finished);
        kept.fill(0, Math.max(0, segmentSamples - finished));
      }
      return whole;
    },
  };
}

function divided(sum: Float64Array, weights: Float64Array, count: number): Float32Array {
  const output = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const weight = weights[at] ?? 0;
    if (weight > 0) output[at] = (sum[at] ?? 0) / weight;
  }
  return output;
}
