import type { CueProblem } from './cue-problem.js';

/** How the words from `from` up to `to` are set: the word the second line starts with (0 = one line), and its price. */
export interface LineSplit {
  readonly secondLine: number;
  readonly cost: number;
  /** Columns over both lines, dialogue marks counted: what is read. */
  readonly columns: number;
  readonly isDialogue: boolean;
  readonly fits: boolean;
}

const at = (values: Float64Array | Int32Array, index: number): number => values[index] ?? 0;

/** Columns of the words from `from` up to `to` as one line. */
export const widthOf = (problem: CueProblem, from: number, to: number): number =>
  at(problem.columns, to) - at(problem.columns, from) - at(problem.spaces, from);

const dialogueSplit = (problem: CueProblem, from: number, to: number): LineSplit | undefined => {
  const { dashes, charsPerLine, maxLines } = problem.limits;
  if (maxLines < 2) return undefined;
  let middle = from + 1;
  while (at(problem.turns, middle) === at(problem.turns, from)) middle++;
  const first = widthOf(problem, from, middle) + dashes[0];
  const second = widthOf(problem, middle, to) + dashes[1];
  if (first > charsPerLine || second > charsPerLine) return undefined;
  return { secondLine: middle, cost: 0, columns: first + second, isDialogue: true, fits: true };
};

/** A sentence that ends inside a line of a full cue is hard to see. */
const buriedEndCost = 20;

const splitCost = (problem: CueProblem, middle: number, first: number, second: number): number => {
  const uneven = Math.abs(first - second) / problem.limits.charsPerLine;
  // A longer second line keeps the eye low; a very short word left alone on a line looks like a mistake.
  const topHeavy = first > second ? 2 : 0;
  const orphan = Math.min(first, second) < problem.limits.charsPerLine * 0.15 ? 12 : 0;
  return at(problem.breakCosts, middle - 1) * 0.5 + uneven * 22 + topHeavy + orphan;
};

/**
 * The best way to set words on at most two lines. Undefined when they do not fit; a single word that no line can hold
 * is still set, alone, and said not to fit.
 */
export function splitLines(problem: CueProblem, from: number, to: number): LineSplit | undefined {
  const { charsPerLine, maxLines } = problem.limits;
  const turns = at(problem.turns, to - 1) - at(problem.turns, from);
  if (turns > 1) return undefined;
  if (turns === 1) return dialogueSplit(problem, from, to);
  const total = widthOf(problem, from, to);
  if (total <= charsPerLine) return { secondLine: 0, cost: 0, columns: total, isDialogue: false, fits: true };
  if (to - from === 1) return { secondLine: 0, cost: 0, columns: total, isDialogue: false, fits: false };
  if (maxLines < 2 || total > charsPerLine * 2 + 1) return undefined;
  let best: LineSplit | undefined;
  const ends = at(problem.sentences, to - 1) - at(problem.sentences, from);
  for (let middle = to - 1; middle > from; middle--) {
    const second = widthOf(problem, middle, to);
    if (second > charsPerLine) break;
    const first = widthOf(problem, from, middle);
    if (first > charsPerLine) continue;
    const buried = ends - (at(problem.breakCosts, middle - 1) === 0 ? 1 : 0);
    const cost = splitCost(problem, middle, first, second) + buried * buriedEndCost;
    if (best === undefined || cost < best.cost) {
      best = { secondLine: middle, cost, columns: first + second, isDialogue: false, fits: true };
    }
  }
  return best;
}
