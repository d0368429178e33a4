import type { CueProblem } from './cue-problem.js';

/** One cue on trial: frames, columns to read, and the start of the next (Infinity after the last). */
export interface ChooseEndParams {
  readonly start: number;
  readonly nextStart: number;
  readonly spokenEnd: number;
  readonly columns: number;
}

/** The end that costs least, and what it costs. */
export interface ChosenEnd {
  end: number;
  cost: number;
}

/** Base price of one broken rule: far above everything that is only a matter of taste. */
export const breachCost = 100_000;

const breach = (by: number): number => (by > 0 ? breachCost + Math.min(by, 5) * 10_000 : 0);

const costOfEnd = (problem: CueProblem, params: ChooseEndParams, end: number): number => {
  const { limits, shots } = problem;
  const { start, nextStart, spokenEnd, columns } = params;
  const length = end - start;
  let cost = breach((limits.minFrames - length) / Math.max(limits.minFrames, 1));
  cost += breach((length - limits.maxFrames) / limits.maxFrames);
  cost += breach(columns / Math.max(length, 1) / limits.columnsPerFrame - 1 - 1e-9);
  if (!shots.mayEnd(end)) cost += breachCost;
  const gap = nextStart - end;
  if (limits.closesGaps && gap > limits.gap && gap < limits.half) cost += breachCost;
  if (end < spokenEnd) cost += 10 + (spokenEnd - end) * 6;
  const overstay = end - spokenEnd - limits.linger;
  return overstay > 0 ? cost + overstay * 2 : cost;
};

/**
 * The best end for one cue between its start and the next cue's: long enough to read and to outlast the speech, on the
 * right side of the cuts, and either right before the next cue or half a second away from it.
 * Writes into `result` so that the inner loop allocates nothing. Cost is Infinity when no frame is left.
 */
export function chooseEnd(problem: CueProblem, params: ChooseEndParams, result: ChosenEnd): void {
  const { limits, shots } = problem;
  const { start, nextStart, spokenEnd, columns } = params;
  const latest = Math.min(nextStart - limits.gap, limits.lastFrame);
  result.cost = Number.POSITIVE_INFINITY;
  result.end = latest;
  if (latest <= start) {
    if (nextStart === Number.POSITIVE_INFINITY) pastTheEnd(start, limits.minFrames, result);
    return;
  }
  const attempt = (candidate: number): void => {
    const end = Math.min(candidate, latest);
    if (end <= start) return;
    const cost = costOfEnd(problem, params, end);
    if (cost < result.cost) {
      result.cost = cost;
      result.end = end;
    }
  };
  const needed = Math.max(limits.minFrames, Math.ceil(columns / limits.columnsPerFrame - 1e-9));
  const wished = Math.min(Math.max(spokenEnd + limits.tail, start + needed), start + limits.maxFrames);
  attempt(wished);
  if (result.cost < 1 && nextStart - result.end >= limits.half) return;
  if (Number.isFinite(latest)) attempt(latest);
  attempt(Math.min(start + needed, wished));
  attempt(nextStart - limits.half);
  if (result.cost < breachCost || shots.cuts.length === 0) return;
  attemptAroundCuts(problem, wished, attempt);
}

/** Words spoken at or after the end of the programme still get a cue: nothing is lost, and the report says so. */
const pastTheEnd = (start: number, minFrames: number, result: ChosenEnd): void => {
  result.end = start + Math.max(minFrames, 1);
  result.cost = breachCost * 3;
};

const attemptAroundCuts = ({ limits, shots }: CueProblem, wished: number, attempt: (end: number) => void): void => {
  const reach = limits.half * 2;
  for (let frame = wished - reach; frame <= wished + reach; frame++) {
    if (!shots.isCut(frame)) continue;
    attempt(frame - limits.gap);
    attempt(frame - limits.half);
    attempt(frame + limits.half);
  }
};
