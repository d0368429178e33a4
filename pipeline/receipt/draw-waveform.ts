import type { Waveform } from './waveform.js';

/** Enough to see syllables on the widest plot, and 90,000 numbers for an hour. */
const STEP_MS = 40;

/** The peaks of mono samples −1…1, rounded to thousandths so that they stay small as JSON. */
export function drawWaveform({
  samples,
  sampleRateHz,
  stepMs = STEP_MS,
}: {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly stepMs?: number;
}): Waveform {
  const stepSamples = (sampleRateHz * stepMs) / 1000;
  const peaks: number[] = [];
  for (let first = 0; first < samples.length; first += stepSamples) {
    let peak = 0;
    const end = Math.min(samples.length, Math.floor(first + stepSamples));
    for (let index = Math.floor(first); index < end; index += 1) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
    peaks.push(Math.round(Math.min(1, peak) * 1000) / 1000);
  }
  return { stepMs, peaks };
}
