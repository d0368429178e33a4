import type { CueProblem } from './cue-problem.js';
import { firstCutFrom } from './first-cut-from.js';

/** Base price of one broken rule: far above everything that is only a matter of taste. */
export const breachCost = 100_000;

const breach = (by: number): number => (by > 0 ? breachCost + Math.min(by, 5) * 10_000 : 0);

/** Holding a cue over a cut for its own comfort costs more than ending it a few frames early. */
const overCutCost = 90;

/** Too much to read is the worse the more it is: two cues a little too fast are better than one nobody can read. */
const hurry = (by: number): number => (by > 0 ? breachCost * (0.3 + 3 * by + 3 * Math.min(by, 3) ** 2) : 0);

/**
 * Finds the best end for one cue between its start and the next cue's: long enough to read and to outlast the speech,
 * on the right side of the cuts, and either right before the next cue or half a second away from it.
 * The answer is left in `end` and `cost`, so that the inner loop of the search allocates nothing; `cost` is Infinity
 * when no frame is left.
 */
export class EndChooser {
  readonly #problem: CueProblem;
  #start = 0;
  #nextStart = 0;
  #spokenEnd = 0;
  #columns = 0;
  #latest = 0;
  end = 0;
  cost = 0;

  constructor(problem: CueProblem) {
    this.#problem = problem;
  }

  /** Frames, and columns to read; `nextStart` is Infinity after the last cue. */
  choose(start: number, nextStart: number, spokenEnd: number, columns: number): void {
    const { limits, shots } = this.#problem;
    this.#start = start;
    this.#nextStart = nextStart;
    this.#spokenEnd = spokenEnd;
    this.#columns = columns;
    this.#latest = Math.min(nextStart - limits.gap, limits.lastFrame);
    this.cost = Number.POSITIVE_INFINITY;
    this.end = this.#latest;
    if (this.#latest <= start) {
      if (nextStart === Number.POSITIVE_INFINITY) this.#pastTheEnd();
      return;
    }
    const needed = Math.max(limits.minFrames, Math.ceil(columns / limits.columnsPerFrame - 1e-9));
    const wished = Math.min(Math.max(spokenEnd + limits.tail, start + needed), start + limits.maxFrames);
    this.#attempt(wished);
    if (this.cost < 1 && nextStart - this.end >= limits.half) return;
    if (this.#latest < Number.POSITIVE_INFINITY) this.#attempt(this.#latest);
    this.#attempt(Math.min(start + needed, wished));
    this.#attempt(nextStart - limits.half);
    if (this.cost > overCutCost / 2 && shots.cuts.length > 0) this.#attemptAroundCuts(wished);
  }

  #attempt(candidate: number, extra = 0): void {
    const end = candidate < this.#latest ? candidate : this.#latest;
    if (end <= this.#start) return;
    const cost = this.#costOf(end) + extra;
    if (cost < this.cost) {
      this.cost = cost;
      this.end = end;
    }
  }

  #attemptAroundCuts(wished: number): void {
    const { limits, shots } = this.#problem;
    const last = wished + limits.half * 2;
    for (let at = firstCutFrom(shots.cuts, wished - limits.half * 2); at < shots.cuts.length; at++) {
      const frame = shots.cuts[at] ?? 0;
      if (frame > last) return;
      this.#attempt(frame - limits.gap);
      this.#attempt(frame - limits.half);
      this.#attempt(frame + limits.half, overCutCost);
    }
  }

  #costOf(end: number): number {
    const { limits, shots } = this.#problem;
    const length = end - this.#start;
    let cost = breach((limits.minFrames - length) / Math.max(limits.minFrames, 1));
    cost += breach((length - limits.maxFrames) / limits.maxFrames);
    cost += hurry(this.#columns / Math.max(length, 1) / limits.columnsPerFrame - 1 - 1e-9);
    if (!shots.mayEnd(end)) cost += breachCost;
    const gap = this.#nextStart - end;
    if (limits.closesGaps && gap > limits.gap && gap < limits.half) cost += breachCost;
    if (end < this.#spokenEnd) cost += 10 + (this.#spokenEnd - end) * 6;
    const overstay = end - this.#spokenEnd - limits.linger;
    return overstay > 0 ? cost + overstay * 2 : cost;
  }

  /** Words spoken at or after the end of the programme still get a cue: nothing is lost, and the report says so. */
  #pastTheEnd(): void {
    this.end = this.#start + Math.max(this.#problem.limits.minFrames, 1);
    this.cost = breachCost * 3;
  }
}
