import type { TimedGoal } from './time-goals.js';

/** The mouth asked for in one frame, relative to the speaker: `open` 0…1, `width` −1…1, `closure` 0…1. */
export interface MouthShape {
  readonly open: number;
  readonly width: number;
  readonly closure: number;
}

export interface ShapeMouthParams {
  readonly goals: readonly TimedGoal[];
  /** Middle of each frame's exposure, ascending, in ms on the goals' clock. */
  readonly timesMs: readonly number[];
  /** Time from one frame to the next in ms: a closure shorter than it still gets its frame. */
  readonly frameMs: number;
}

/** Lips are seen to move before the sound they make is heard. */
const LEAD_MS = 40;
/** A sound's influence fades with this time constant before it begins and after it ends; lips are early and linger little. */
const FADE_MS = { open: { before: 40, after: 30 }, width: { before: 70, after: 50 } } as const;
/** Sounds further away than this are not felt. */
const REACH_MS = 450;
/** Pull of the mouth at rest, so that a lone sound fades back to it. */
const REST_PULL = 0.03;
/** Pull of a written pause: the mouth comes to rest inside it. */
const PAUSE_DOMINANCE = 1.1;
/**
 * A weighted mean is tamer than a mouth: gaps and widths are stretched until dubbed lips spread as far as those of real
 * speakers (gaps of four clips: mean 0.4, upper tenth 0.9 of the speaker's range). Nought and one stay where they are.
 */
const STRETCH = { open: 1.9, width: 1.7 } as const;
/** How fast lips part after they met, in ms to 1/e. */
const RELEASE_MS = 32;

/**
 * What a mouth does frame by frame while it makes these sounds: every sound pulls with its dominance, fading with the
 * distance in time (Cohen and Massaro, 1993), and sounds that close do close, for at least one frame each.
 */
export function shapeMouth({ goals, timesMs, frameMs }: ShapeMouthParams): readonly MouthShape[] {
  let first = 0;
  return timesMs.map((timeMs) => {
    const at = timeMs + LEAD_MS;
    while (first < goals.length && (goals[first]?.endMs ?? 0) < at - REACH_MS) first += 1;
    return shapeAt(goals, first, at, frameMs);
  });
}

function shapeAt(goals: readonly TimedGoal[], first: number, at: number, frameMs: number): MouthShape {
  let openSum = 0;
  let openPull = REST_PULL;
  let widthSum = 0;
  let widthPull = REST_PULL;
  let closure = 0;
  for (let index = first; index < goals.length; index++) {
    const timed = goals[index];
    if (timed === undefined || timed.startMs > at + REACH_MS) break;
    const { goal } = timed;
    const open = (goal?.openDominance ?? PAUSE_DOMINANCE) * fade(timed, at, FADE_MS.open);
    const width = (goal?.widthDominance ?? PAUSE_DOMINANCE) * fade(timed, at, FADE_MS.width);
    openSum += open * (goal?.open ?? 0);
    openPull += open;
    widthSum += width * (goal?.width ?? 0);
    widthPull += width;
    if (goal !== undefined && goal.closure > 0) closure = Math.max(closure, goal.closure * contact(timed, at, frameMs));
  }
  const gap = 1 - (1 - openSum / openPull) ** STRETCH.open;
  const width = Math.min(1, Math.max(-1, (STRETCH.width * widthSum) / widthPull));
  return { open: gap * (1 - closure), width, closure };
}

/** 1 in the middle half of the sound, then exponentially less. */
function fade({ startMs, endMs }: TimedGoal, at: number, tau: { readonly before: number; readonly after: number }) {
  const quarter = (endMs - startMs) / 4;
  if (at < startMs + quarter) return Math.exp((at - startMs - quarter) / (tau.before + quarter));
  if (at > endMs - quarter) return Math.exp((endMs - quarter - at) / (tau.after + quarter));
  return 1;
}

/** 1 while the lips touch, at least half a frame to either side of the sound's middle, then a quick release. */
function contact({ startMs, endMs }: TimedGoal, at: number, frameMs: number): number {
  const half = Math.max(((endMs - startMs) / 2) * 0.6, frameMs / 2 + 0.5);
  const beyond = Math.abs(at - (startMs + endMs) / 2) - half;
  return beyond <= 0 ? 1 : Math.exp(-((beyond / RELEASE_MS) ** 2));
}
