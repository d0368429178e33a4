import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { controlSlots } from './place-landmarks.js';

/** How far each landmark moved when a mouth was drawn: x at 2 · slot, y at 2 · slot + 1. */
export type MouthMoves = Float64Array;

const stable = new Set(landmarkSet.groups.stable);
const moving = controlSlots.filter((slot) => !stable.has(slot));

/**
 * Moves without what flickers from look to look: each is averaged with those of the frames beside it, and points that a
 * mouth does not move stay. Only frames that follow each other count as neighbours.
 */
export function steadyMoves(
  looks: ReadonlyArray<{ readonly frame: number; readonly moves: MouthMoves }>,
): readonly MouthMoves[] {
  return looks.map(({ frame, moves }, at) => {
    const beside = [looks[at - 1], looks[at + 1]].filter((look) => Math.abs((look?.frame ?? -9) - frame) === 1);
    const steady = new Float64Array(moves.length);
    for (const slot of moving) {
      for (const place of [2 * slot, 2 * slot + 1]) {
        const near = beside.reduce((sum, look) => sum + (look?.moves[place] ?? 0), 2 * (moves[place] ?? 0));
        steady[place] = near / (2 + beside.length);
      }
    }
    return steady;
  });
}
