import type { SceneScore } from './parse-scene-scores.js';

/** How cuts are told from movement. */
export interface FindCutsOptions {
  /** Scores below this are no cut (ffmpeg's own default is 10). */
  readonly threshold?: number | undefined;
  /** Two cuts closer than this are one: a flash, or the halves of a fast fade. */
  readonly minShotMs?: number | undefined;
}

const defaultThreshold = 10;
/** A quarter of a second: shots shorter than this are effects, and no cue could honour both ends. */
const defaultMinShotMs = 250;

/** Times of the cuts in ms, in order: of scores close together the highest is the cut. */
export function findCuts(scores: readonly SceneScore[], options: FindCutsOptions = {}): number[] {
  const { threshold = defaultThreshold, minShotMs = defaultMinShotMs } = options;
  const cuts: SceneScore[] = [];
  for (const candidate of [...scores].sort((a, b) => a.timeMs - b.timeMs)) {
    const last = cuts.at(-1);
    if (candidate.score < threshold || candidate.timeMs <= 0) continue;
    if (last === undefined || candidate.timeMs - last.timeMs >= minShotMs) cuts.push(candidate);
    else if (candidate.score > last.score) cuts[cuts.length - 1] = candidate;
  }
  return cuts.map((cut) => Math.round(cut.timeMs));
}
