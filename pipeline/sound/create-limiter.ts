import type { StereoBlock } from './create-spectral-filter.js';
import { createTruePeakDetector, TRUE_PEAK_DELAY_SAMPLES } from './create-true-peak-detector.js';

/** A streaming limiter; what `push` and `flush` return adds up to exactly the length of what was pushed. */
export interface Limiter {
  push(block: StereoBlock): StereoBlock;
  flush(): StereoBlock;
  /** Smallest gain used so far, as an amplitude factor (1 = never limited). */
  lowestGain(): number;
}

export interface LimiterParams {
  readonly sampleRateHz: number;
  /** No true peak leaves the limiter above this amplitude. */
  readonly ceiling: number;
}

/** Time over which the gain moves down before a peak: slow enough not to click, short enough not to be heard as a dip. */
const ATTACK_MS = 4;
/** Time constant with which the gain comes back. */
const RELEASE_MS = 90;

/** Builds a look-ahead true-peak limiter for stereo; both channels get one gain, so the image does not move. */
export function createLimiter({ sampleRateHz, ceiling }: LimiterParams): Limiter {
  const attack = Math.max(2, Math.round((sampleRateHz * ATTACK_MS) / 1000));
  const gains = createGainSmoother({ attack, release: Math.exp(-1000 / (sampleRateHz * RELEASE_MS)) });
  const detectors = { left: createTruePeakDetector(ceiling), right: createTruePeakDetector(ceiling) };
  const delay = TRUE_PEAK_DELAY_SAMPLES + 2 * (attack - 1);
  const lines = { left: createDelay(delay), right: createDelay(delay) };
  let skip = delay;
  let owed = 0;
  let lowest = 1;
  const run = ({ left, right }: StereoBlock): StereoBlock => {
    const peaks = { left: new Float32Array(left.length), right: new Float32Array(left.length) };
    detectors.left.push(left, peaks.left);
    detectors.right.push(right, peaks.right);
    const output = { left: lines.left(left), right: lines.right(right) };
    for (let i = 0; i < left.length; i++) {
      const peak = Math.max(peaks.left[i] ?? 0, peaks.right[i] ?? 0);
      const gain = gains(peak > ceiling ? ceiling / peak : 1);
      if (gain < lowest) lowest = gain;
      output.left[i] = (output.left[i] ?? 0) * gain;
      output.right[i] = (output.right[i] ?? 0) * gain;
    }
    const drop = Math.min(skip, left.length);
    skip -= drop;
    const keep = Math.min(left.length - drop, owed);
    owed -= keep;
    return { left: output.left.subarray(drop, drop + keep), right: output.right.subarray(drop, drop + keep) };
  };
  const push = (block: StereoBlock): StereoBlock => {
    owed += block.left.length;
    return run(block);
  };
  const flush = (): StereoBlock => run({ left: new Float32Array(delay), right: new Float32Array(delay) });
  return { push, flush, lowestGain: () => lowest };
}

/**
 * Turns wanted gains into a smooth curve that is never above any wanted gain: a sliding minimum reaches each peak
 * `attack` samples early, a slow release follows, and a moving average of the same length rounds the corners.
 */
function createGainSmoother({ attack, release }: { readonly attack: number; readonly release: number }) {
  const minimum = createSlidingMinimum(2 * attack - 1);
  const averages = [createMovingAverage(attack), createMovingAverage(attack)] as const;
  let held = 1;
  return (wanted: number): number => {
    const lowest = minimum(wanted);
    held = lowest < held ? lowest : lowest + (held - lowest) * release;
    return averages[1](averages[0](held));
  };
}

function createSlidingMinimum(width: number): (value: number) => number {
  const values = new Float64Array(width).fill(1);
  const indexes = new Float64Array(width);
  let head = 0;
  let size = 0;
  let now = 0;
  return (value) => {
    while (size > 0 && (values[(head + size - 1) % width] ?? 0) >= value) size -= 1;
    if (size > 0 && (indexes[head] ?? 0) <= now - width) {
      head = (head + 1) % width;
      size -= 1;
    }
    const tail = (head + size) % width;
    values[tail] = value;
    indexes[tail] = now;
    size += 1;
    now += 1;
    return values[head] ?? value;
  };
}

function createMovingAverage(width: number): (value: number) => number {
  const ring = new Float64Array(width).fill(1);
  let at = 0;
  let sum = width;
  return (value) => {
    sum += value - (ring[at] ?? 0);
    ring[at] = value;
    at = (at + 1) % width;
    // Rounding errors of a running sum would add up over hours; one fresh sum per turn keeps them out.
    if (at === 0) sum = ring.reduce((total, entry) => total + entry, 0);
    return sum / width;
  };
}

function createDelay(length: number): (block: Float32Array) => Float32Array {
  let history = new Float32Array(length);
  return (block) => {
    const joined = new Float32Array(length + block.length);
    joined.set(history);
    joined.set(block, length);
    history = joined.slice(block.length);
    return joined.slice(0, block.length);
  };
}
