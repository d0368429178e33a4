import type { CueProblem } from './cue-problem.js';
import { firstCutFrom } from './first-cut-from.js';

/** Frames a cue may begin on, with what each is worth in sync; parallel arrays of equal length. */
export interface StartCandidates {
  readonly frames: readonly number[];
  readonly costs: readonly number[];
}

/** Cost of a start that is further from the speech than the profile allows and not there because of a cut. */
export const outOfSyncCost = 80_000;

const nearestCuts = (cuts: readonly number[], frame: number, reach: number): number[] => {
  const near: number[] = [];
  for (let index = firstCutFrom(cuts, frame - reach); index < cuts.length; index++) {
    const cut = cuts[index] ?? 0;
    if (cut > frame + reach) break;
    near.push(cut);
  }
  return near;
};

/**
 * Where a cue whose first word is spoken at `spoken` may start: on the word, at the ends of the sync tolerance, and
 * around cuts (on the cut, half a second before it, half a second after it).
 */
export function startCandidates({ limits, shots }: CueProblem, spoken: number): StartCandidates {
  const frames: number[] = [];
  const costs: number[] = [];
  const add = (frame: number, cost: number): void => {
    if (frame < 0 || frames.includes(frame) || !shots.mayStart(frame)) return;
    frames.push(frame);
    costs.push(cost);
  };
  add(spoken, 0);
  add(Math.max(0, spoken - limits.early), limits.early * 1.5);
  add(spoken + limits.late, limits.late * 2);
  for (const cut of nearestCuts(shots.cuts, spoken, limits.half + limits.late).slice(0, 4)) {
    const away = cut - spoken;
    add(cut, Math.abs(away) * 1.2);
    // Three quarters of half a second: closer to the cut than that, the cue waits for the cut.
    add(cut - limits.half, Math.abs(away - limits.half) * 1.2 + (away >= 0 && away < limits.half * 0.75 ? 20 : 0));
    add(cut + limits.half, Math.abs(away + limits.half) * 2);
    add(cut + limits.half + limits.gap, Math.abs(away + limits.half) * 2 + 2);
  }
  if (frames.length === 0) {
    frames.push(spoken);
    costs.push(outOfSyncCost);
  }
  return { frames, costs };
}
