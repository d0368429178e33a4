import type { LightSample } from './light-difference.js';

/** Share of the light of the frame before that is kept: light does not flicker, estimates do. */
const KEPT = 0.45;

/** Smooths the light along the border and over time; forgets the frame before when asked to. */
export interface SteadyLight {
  next(samples: readonly LightSample[]): readonly LightSample[];
  forget(): void;
}

/** A smoother for one mouth. */
export function createSteadyLight(): SteadyLight {
  let before: readonly LightSample[] | undefined;
  return {
    next: (samples) => {
      const around = samples.map((sample, at) => averageAround(samples, sample, at));
      before = around.map((sample, at) => settle(before?.[at], sample));
      return before;
    },
    forget: () => {
      before = undefined;
    },
  };
}

function averageAround(samples: readonly LightSample[], sample: LightSample, at: number): LightSample {
  const left = samples[(at + samples.length - 1) % samples.length] ?? sample;
  const right = samples[(at + 1) % samples.length] ?? sample;
  return {
    ...sample,
    gain: (left.gain + 2 * sample.gain + right.gain) / 4,
    chroma: sample.chroma.map(
      (value, plane) => ((left.chroma[plane] ?? 0) + 2 * value + (right.chroma[plane] ?? 0)) / 4,
    ),
  };
}

function settle(before: LightSample | undefined, now: LightSample): LightSample {
  if (before === undefined) return now;
  const blend = (was: number, is: number) => was * KEPT + is * (1 - KEPT);
  return {
    ...now,
    gain: blend(before.gain, now.gain),
    chroma: now.chroma.map((value, plane) => blend(before.chroma[plane] ?? value, value)),
  };
}
