import { createKWeighting } from './create-k-weighting.js';

/** What a meter has heard so far. Levels below −70 LUFS (the absolute gate) are reported as −70. */
export interface LoudnessResult {
  readonly integratedLufs: number;
  readonly loudnessRangeLu: number;
  /** Short-term loudness (3 s window) at every `SHORT_TERM_STEP_MS`. */
  readonly shortTermLufs: readonly number[];
}

/** Measures loudness of a programme as it streams by; memory grows by one number per 100 ms. */
export interface LoudnessMeter {
  /** Adds one block; `channels` have equal length. */
  push(channels: readonly Float32Array[]): void;
  result(): LoudnessResult;
}

export interface LoudnessMeterParams {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Time between two short-term values, in ms. */
export const SHORT_TERM_STEP_MS = 100;
/** Lowest level that counts, and the value silence is written as. */
export const SILENCE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
const RANGE_GATE_LU = -20;

/** Builds a meter after ITU-R BS.1770-4 (integrated) and EBU Tech 3342 (range) for mono or stereo. */
export function createLoudnessMeter({ sampleRateHz, channels }: LoudnessMeterParams): LoudnessMeter {
  const filters = Array.from({ length: channels }, () => createKWeighting(sampleRateHz));
  const stepSamples = Math.round(sampleRateHz / 10);
  const steps: number[] = [];
  let energy = 0;
  let count = 0;
  const push = (block: readonly Float32Array[]): void => {
    const length = block[0]?.length ?? 0;
    for (let i = 0; i < length; i++) {
      for (let channel = 0; channel < channels; channel++) {
        const weighted = filters[channel]?.(block[channel]?.[i] ?? 0) ?? 0;
        energy += weighted * weighted;
      }
      count += 1;
      if (count === stepSamples) {
        steps.push(energy / stepSamples);
        energy = 0;
        count = 0;
      }
    }
  };
  return { push, result: () => summarize(steps) };
}

/** Loudness in LUFS of a mean K-weighted power. */
export const lufsFromPower = (power: number): number =>
  power > 0 ? Math.max(SILENCE_LUFS, -0.691 + 10 * Math.log10(power)) : SILENCE_LUFS;

function summarize(steps: readonly number[]): LoudnessResult {
  const shortTerm = slidingMeans(steps, 30);
  return {
    integratedLufs: integrated(slidingMeans(steps, 4)),
    loudnessRangeLu: range(shortTerm),
    shortTermLufs: shortTerm.map(lufsFromPower),
  };
}

/** Means over `width` steps; programmes shorter than the window count as one window. */
function slidingMeans(steps: readonly number[], width: number): number[] {
  if (steps.length === 0) return [];
  const span = Math.min(width, steps.length);
  const means: number[] = [];
  for (let end = span; end <= steps.length; end++) {
    let sum = 0;
    for (let i = end - span; i < end; i++) sum += steps[i] ?? 0;
    means.push(sum / span);
  }
  return means;
}

function integrated(blocks: readonly number[]): number {
  const audible = blocks.filter((power) => lufsFromPower(power) > SILENCE_LUFS);
  const threshold = lufsFromPower(mean(audible)) + RELATIVE_GATE_LU;
  return lufsFromPower(mean(audible.filter((power) => lufsFromPower(power) > threshold)));
}

function range(blocks: readonly number[]): number {
  const audible = blocks.filter((power) => lufsFromPower(power) > SILENCE_LUFS);
  const threshold = lufsFromPower(mean(audible)) + RANGE_GATE_LU;
  const levels = audible.map(lufsFromPower).filter((level) => level > threshold);
  levels.sort((a, b) => a - b);
  const at = (share: number): number => levels[Math.round(share * (levels.length - 1))] ?? 0;
  return levels.length === 0 ? 0 : at(0.95) - at(0.1);
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
