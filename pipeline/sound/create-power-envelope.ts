import { createKWeighting } from './create-k-weighting.js';

/** Step of a power envelope, in ms. */
export const ENVELOPE_STEP_MS = 10;

/** Collects the K-weighted power of a signal in steps of `ENVELOPE_STEP_MS`. */
export interface PowerEnvelope {
  /** Adds one block; `channels` have equal length. */
  push(channels: readonly Float32Array[]): void;
  /** Mean power of every finished step, summed over the channels. */
  powers(): Float64Array;
}

export interface PowerEnvelopeParams {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Builds an empty envelope; memory grows by one number per step. */
export function createPowerEnvelope({ sampleRateHz, channels }: PowerEnvelopeParams): PowerEnvelope {
  const filters = Array.from({ length: channels }, () => createKWeighting(sampleRateHz));
  const step = Math.round((sampleRateHz * ENVELOPE_STEP_MS) / 1000);
  let values = new Float64Array(1024);
  let size = 0;
  let sum = 0;
  let count = 0;
  const closeStep = (): void => {
    if (size === values.length) {
      const larger = new Float64Array(2 * size);
      larger.set(values);
      values = larger;
    }
    values[size] = sum / step;
    size += 1;
    sum = 0;
    count = 0;
  };
  const push = (block: readonly Float32Array[]): void => {
    const length = block[0]?.length ?? 0;
    for (let i = 0; i < length; i++) {
      for (let channel = 0; channel < channels; channel++) {
        const weighted = filters[channel]?.(block[channel]?.[i] ?? 0) ?? 0;
        sum += weighted * weighted;
      }
      count += 1;
      if (count === step) closeStep();
    }
  };
  return { push, powers: () => values.slice(0, size) };
}
