import { dbFromPower } from './decibels.js';

export interface MeasureDistortionParams {
  readonly reference: Float32Array;
  readonly estimate: Float32Array;
}

/**
 * Signal-to-distortion ratio of an estimate in dB, blind to its gain (SI-SDR): the part of the estimate that is the
 * reference, against everything else in it. 60 or more means identical for the ear.
 */
export function measureDistortion({ reference, estimate }: MeasureDistortionParams): number {
  const length = Math.min(reference.length, estimate.length);
  let dot = 0;
  let power = 0;
  for (let i = 0; i < length; i++) {
    dot += (reference[i] ?? 0) * (estimate[i] ?? 0);
    power += (reference[i] ?? 0) ** 2;
  }
  const scale = power > 0 ? dot / power : 0;
  let signal = 0;
  let distortion = 0;
  for (let i = 0; i < length; i++) {
    const target = scale * (reference[i] ?? 0);
    signal += target ** 2;
    distortion += ((estimate[i] ?? 0) - target) ** 2;
  }
  return dbFromPower(signal) - dbFromPower(distortion);
}
