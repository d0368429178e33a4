import type { CueProblem } from './cue-problem.js';
import { EndChooser } from './end-chooser.js';
import { type LineSplit, splitLines } from './line-split.js';
import { outOfSyncCost, type StartCandidates, startCandidates } from './start-candidates.js';

/** One cue of the solution: words from `from` up to `to`, frames, and the word its second line starts with (0 = none). */
export interface SolvedCue {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly secondLine: number;
  readonly isDialogue: boolean;
}

/** A cue costs this much by itself, so that two half-empty ones lose against one full one. */
const costPerCue = 24;
/** Share of a break's price that is paid when a cue ends there. */
const cueBreakWeight = 1.1;
/** Paid for a dialogue cue that opens or ends in the middle of a sentence. */
const tornDialogueCost = 120;
/** Question and answer shorter than this go well in one cue. */
const briefDialogueSeconds = 2;
/** A pause of this many seconds makes any place a good one to end a cue. */
const longPauseSeconds = 1;

/** What each frame of lateness adds when a cue has to wait for the one before it. */
const perFrameLateCost = 2000;

/** The best way found so far to have a cue start at one candidate frame. */
interface State {
  readonly frame: number;
  readonly startCost: number;
  cost: number;
  previous: State | undefined;
  /** The cue that ends before this state: its first word, end, and lines. Its last word is the layer's. */
  from: number;
  to: number;
  end: number;
  lines: LineSplit | undefined;
}

const stateOf = (frame: number, startCost: number): State => ({
  frame,
  startCost,
  cost: Number.POSITIVE_INFINITY,
  previous: undefined,
  from: 0,
  to: 0,
  end: 0,
  lines: undefined,
});

const statesOf = ({ frames, costs }: StartCandidates): State[] =>
  frames.map((frame, index) => stateOf(frame, costs[index] ?? 0));

const boundaryCost = (problem: CueProblem, to: number): number => {
  const price = (problem.breakCosts[to - 1] ?? 0) * cueBreakWeight;
  const pause = ((problem.starts[to] ?? 0) - (problem.ends[to - 1] ?? 0)) / problem.limits.framesPerSecond;
  const relief = Math.min(1, Math.max(0, (pause - 0.2) / (longPauseSeconds - 0.2)));
  return price * (1 - relief);
};

/** The search: layer i holds the states in which a cue starts with word i. */
class CueSearch {
  readonly #problem: CueProblem;
  readonly #layers: State[][];
  readonly #ends: EndChooser;
  readonly #final = stateOf(Number.POSITIVE_INFINITY, 0);

  constructor(problem: CueProblem) {
    this.#problem = problem;
    this.#ends = new EndChooser(problem);
    const count = problem.tokens.length;
    this.#layers = Array.from({ length: count }, (_, index) =>
      statesOf(startCandidates(problem, problem.starts[index] ?? 0)),
    );
    this.#layers.push([this.#final]);
    for (const state of this.#layers[0] ?? []) state.cost = state.startCost;
  }

  /** Walks the layers once and returns the cues of the cheapest way through. */
  run(): SolvedCue[] {
    for (let from = 0; from < this.#problem.tokens.length; from++) this.#leave(from);
    const cues: SolvedCue[] = [];
    let state: State | undefined = this.#final;
    while (state?.previous !== undefined && state.lines !== undefined) {
      const { from, to, end, lines } = state;
      const start = state.previous.frame;
      cues.push({ from, to, start, end, secondLine: lines.secondLine, isDialogue: lines.isDialogue });
      state = state.previous;
    }
    return cues.reverse();
  }

  #leave(from: number): void {
    const { tokens, starts, runOns, limits } = this.#problem;
    const layer = (this.#layers[from] ?? []).filter((state) => state.cost < Number.POSITIVE_INFINITY);
    const widest = limits.charsPerLine * limits.maxLines + 1;
    for (let to = from + 1; to <= tokens.length; to++) {
      const lines = splitLines(this.#problem, from, to);
      if (lines !== undefined) {
        const base = lines.cost + costPerCue + boundaryCost(this.#problem, to) + this.#dialogueCost(from, to, lines);
        const inner = (runOns[to - 1] ?? 0) - (runOns[from] ?? 0);
        for (const state of layer) this.#reach(state, { from, to, cost: base + inner, lines });
      } else if (this.#problem.columns[to] === undefined || this.#tooWide(from, to, widest)) break;
      if (tokens[to - 1]?.endsCue === true) break;
      if ((starts[to] ?? 0) - (starts[from] ?? 0) > limits.maxFrames * 1.5) break;
    }
  }

  /**
   * A dialogue cue should hold what each of the two says, not the end of one sentence and the start of another; and a
   * long one gives the answer away before it is spoken.
   */
  #dialogueCost(from: number, to: number, lines: LineSplit): number {
    if (!lines.isDialogue) return 0;
    const { breakCosts, starts, ends, limits } = this.#problem;
    const isTorn = (breakCosts[to - 1] ?? 0) > 0 || (from > 0 && (breakCosts[from - 1] ?? 0) > 0);
    const seconds = ((ends[to - 1] ?? 0) - (starts[from] ?? 0)) / limits.framesPerSecond;
    return (isTorn ? tornDialogueCost : 0) + Math.max(0, seconds - briefDialogueSeconds) * 20;
  }

  #tooWide(from: number, to: number, widest: number): boolean {
    const { columns, turns } = this.#problem;
    if ((turns[to - 1] ?? 0) - (turns[from] ?? 0) > 0) return true;
    return (columns[to] ?? 0) - (columns[from] ?? 0) > widest;
  }

  #reach(state: State, step: Step): void {
    const targets = this.#layers[step.to] ?? [];
    const { minFrames, gap } = this.#problem.limits;
    let hasRoom = false;
    for (const target of targets) {
      if (target.frame - gap >= state.frame + Math.max(minFrames, 1)) hasRoom = true;
      this.#relax(state, target, step);
    }
    if (hasRoom || step.to === this.#problem.tokens.length) return;
    // The speech runs faster than any legal cue: start the next one late rather than lose the order.
    const frame = state.frame + Math.max(minFrames, 1) + gap;
    const behind = Math.max(0, frame - (this.#problem.starts[step.to] ?? 0));
    const late = stateOf(frame, outOfSyncCost + behind * perFrameLateCost);
    this.#relax(state, late, step);
    if (late.cost < Number.POSITIVE_INFINITY) this.#addLate(targets, late);
  }

  #addLate(targets: State[], late: State): void {
    const same = targets.find((target) => target.startCost >= outOfSyncCost && target.lines !== undefined);
    if (same === undefined) targets.push(late);
    else if (late.cost < same.cost) targets[targets.indexOf(same)] = late;
  }

  #relax(state: State, target: State, { from, to, cost, lines }: Step): void {
    const floor = state.cost + cost + target.startCost;
    if (floor >= target.cost || target.frame <= state.frame) return;
    const ends = this.#ends;
    ends.choose(state.frame, target.frame, this.#problem.ends[to - 1] ?? 0, lines.columns);
    const total = floor + ends.cost;
    if (total >= target.cost) return;
    target.cost = total;
    target.previous = state;
    target.from = from;
    target.to = to;
    target.end = ends.end;
    target.lines = lines;
  }
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  readonly lines: LineSplit;
}

/**
 * Chooses words, lines, starts and ends of all cues at once: the way through all places a cue may end and all frames
 * it may start on that breaks the fewest rules and, among those, reads best.
 */
export function solveCues(problem: CueProblem): SolvedCue[] {
  return problem.tokens.length === 0 ? [] : new CueSearch(problem).run();
}
