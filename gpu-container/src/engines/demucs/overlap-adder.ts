export interface OverlapAdderParams {
  readonly channels: number;
  readonly segmentSamples: number;
}

export interface AddedSegment {
  /** Samples of the segment that count. */
  readonly length: number;
  /** How many of the samples held are whole after it, because no later segment reaches them. */
  readonly finished: number;
}

/** Adds overlapping segments, weighted by a triangle, and gives out what is whole. */
export interface OverlapAdder {
  add(segment: readonly Float32Array[], added: AddedSegment): readonly Float32Array[];
}

/** Holds one segment's length of sums, whatever the length of the sound. */
export function createOverlapAdder({ channels, segmentSamples }: OverlapAdderParams): OverlapAdder {
  const half = Math.floor(segmentSamples / 2);
  // rises from 1 to the middle and falls to 1 again
  const weight = (at: number): number => (at < half ? at + 1 : segmentSamples - at);
  const sums = Array.from({ length: channels }, () => new Float64Array(segmentSamples));
  const weights = new Float64Array(segmentSamples);
  return {
    add: (segment, { length, finished }) => {
      for (let at = 0; at < length; at++) {
        weights[at] = (weights[at] ?? 0) + weight(at);
        for (const [channel, sum] of sums.entries()) {
          sum[at] = (sum[at] ?? 0) + weight(at) * (segment[channel]?.[at] ?? 0);
        }
      }
      const whole = sums.map((sum) =>
        Float32Array.from({ length: finished }, (_, at) => (sum[at] ?? 0) / (weights[at] ?? 1)),
      );
      for (const kept of [...sums, weights]) {
        kept.copyWithin(0, finished);
        kept.fill(0, segmentSamples - finished);
      }
      return whole;
    },
  };
}
