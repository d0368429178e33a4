export interface TrackPitchParams {
  readonly samples: Float32Array;
  /** 8 to 16 kHz is enough and fast; higher rates give the same answer more slowly. */
  readonly sampleRateHz: number;
  readonly hopMs?: number;
}

/** The range of speaking voices, in Hz. */
export const SPEAKING_PITCH_HZ = { low: 60, high: 420 } as const;
const DEFAULT_HOP_MS = 20;
const WINDOW_MS = 34;
/** A frame is voiced when its wave repeats with at most this share of difference (YIN's threshold). */
const VOICED_DIFFERENCE = 0.15;
/** Frames quieter than this mean power (−57 dBFS) are silence. */
const SILENCE_POWER = 2e-6;

/** Fundamental frequency in Hz at every hop (YIN with parabolic interpolation); 0 where nobody speaks or no pitch is. */
export function trackPitch({ samples, sampleRateHz, hopMs = DEFAULT_HOP_MS }: TrackPitchParams): Float64Array {
  const hop = Math.round((sampleRateHz * hopMs) / 1000);
  const window = Math.round((sampleRateHz * WINDOW_MS) / 1000);
  const longest = Math.ceil(sampleRateHz / SPEAKING_PITCH_HZ.low);
  const shortest = Math.floor(sampleRateHz / SPEAKING_PITCH_HZ.high);
  const frames = Math.max(0, Math.floor((samples.length - window - longest) / hop) + 1);
  const pitches = new Float64Array(frames);
  const difference = new Float64Array(longest + 1);
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * hop;
    if (meanPower(samples, start, window) < SILENCE_POWER) continue;
    fillDifference({ samples, start, window, difference });
    const lag = firstDip(difference, shortest);
    if (lag > 0) pitches[frame] = sampleRateHz / refine(difference, lag);
  }
  return pitches;
}

function meanPower(samples: Float32Array, start: number, length: number): number {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += (samples[i] ?? 0) ** 2;
  return sum / length;
}

interface FillDifferenceParams {
  readonly samples: Float32Array;
  readonly start: number;
  readonly window: number;
  readonly difference: Float64Array;
}

/** Cumulative mean normalised difference: 1 on average, near 0 where the wave repeats. */
function fillDifference({ samples, start, window, difference }: FillDifferenceParams): void {
  let running = 0;
  difference[0] = 1;
  for (let lag = 1; lag < difference.length; lag++) {
    let sum = 0;
    for (let i = start; i < start + window; i++) {
      const delta = (samples[i] ?? 0) - (samples[i + lag] ?? 0);
      sum += delta * delta;
    }
    running += sum;
    difference[lag] = running > 0 ? (sum * lag) / running : 1;
  }
}

function firstDip(difference: Float64Array, shortest: number): number {
  for (let lag = shortest; lag < difference.length - 1; lag++) {
    const here = difference[lag] ?? 1;
    if (here < VOICED_DIFFERENCE && here <= (difference[lag + 1] ?? 1)) return lag;
  }
  return 0;
}

function refine(difference: Float64Array, lag: number): number {
  const before = difference[lag - 1] ?? 1;
  const here = difference[lag] ?? 1;
  const after = difference[lag + 1] ?? 1;
  const curve = before - 2 * here + after;
  return curve > 0 ? lag + (0.5 * (before - after)) / curve : lag;
}
