import type { CueChecks, RuleResult } from '../qc/qc-report.js';
import type { CueProblem } from './cue-problem.js';
import { widthOf } from './line-split.js';
import type { SolvedCue } from './solve-cues.js';

const round1 = (value: number): number => Math.round(value * 10) / 10;

/** How many neighbouring cues are looked at on each side when a passage is measured. */
const passageReach = 3;

/** The frames a passage of cues could take at most: from its first word, to the next passage's first word. */
const roomFor = ({ starts, limits, tokens }: CueProblem, from: number, to: number): number => {
  const begin = Math.max(0, (starts[from] ?? 0) - limits.early);
  const end =
    to >= tokens.length ? limits.lastFrame : Math.min((starts[to] ?? 0) + limits.late - limits.gap, limits.lastFrame);
  return end - begin;
};

/** Shows, where it can, that a passage holds more text than its time can be read in, whatever the cues. */
const proveTooFast = (problem: CueProblem, solved: readonly SolvedCue[], index: number): string | undefined => {
  const { limits } = problem;
  for (let reach = 0; reach <= passageReach; reach++) {
    for (let before = 0; before <= reach; before++) {
      const first = solved[Math.max(0, index - before)];
      const last = solved[Math.min(solved.length - 1, index + reach - before)];
      if (first === undefined || last === undefined) continue;
      const room = roomFor(problem, first.from, last.to);
      // One space a cue may vanish at the line break and one between cues; what is left must still be too much.
      const columns = widthOf(problem, first.from, last.to) - (reach + 1) * 2;
      if (columns <= room * limits.columnsPerFrame) continue;
      const speed = round1((widthOf(problem, first.from, last.to) / Math.max(room, 1)) * limits.framesPerSecond);
      return `The speech leaves ${round1(room / limits.framesPerSecond)} s for this text: ${speed} characters a second.`;
    }
  }
  return undefined;
};

const proveTooShort = (problem: CueProblem, cue: SolvedCue): string | undefined => {
  const { limits } = problem;
  const room = roomFor(problem, cue.from, cue.to);
  if (room >= limits.minFrames) return undefined;
  return `Only ${round1(room / limits.framesPerSecond)} s lie between these words and the next.`;
};

const isOneWord = (cue: SolvedCue): boolean => cue.to - cue.from === 1;

/**
 * The search tries every break and every start within the sync tolerance and prefers any way that keeps all rules;
 * a rule it breaks is one that this passage cannot keep together with the others.
 */
const exhausted = 'No choice of breaks and starts within the sync tolerance keeps every rule in this passage.';

/** Rules the search weighs; others depend on the text alone. */
const searched: ReadonlySet<string> = new Set([
  'reading-speed',
  'min-duration',
  'max-duration',
  'gap-closing',
  'shot-start',
  'shot-end',
  'sync',
]);

/** Rules about characters: the search only joins and parts words, it does not rewrite them. */
const inTheWords: ReadonlySet<string> = new Set(['clean-text', 'line-edges', 'dialogue-dash', 'ellipsis']);

const reasonFor = (
  problem: CueProblem,
  solved: readonly SolvedCue[],
  index: number,
  result: RuleResult,
): string | undefined => {
  const cue = solved[index];
  if (cue === undefined) return undefined;
  if (result.rule === 'line-length' && isOneWord(cue)) return 'One word is longer than a line.';
  if (result.rule === 'reading-speed') {
    return proveTooFast(problem, solved, index) ?? exhausted;
  }
  if (result.rule === 'within-programme') {
    const spoken = problem.starts[cue.from] ?? 0;
    if (spoken + problem.limits.minFrames > problem.limits.lastFrame)
      return 'The words are spoken at or after the end.';
  }
  if (inTheWords.has(result.rule)) return 'It stands so in the words themselves.';
  const proven = result.rule === 'min-duration' ? proveTooShort(problem, cue) : undefined;
  return proven ?? (searched.has(result.rule) ? exhausted : undefined);
};

const syncResult = ({ starts, limits, shots }: CueProblem, cue: SolvedCue): RuleResult => {
  const off = cue.start - (starts[cue.from] ?? 0);
  const isAtCut =
    shots.isCut(cue.start) || shots.isCut(cue.start + limits.half) || shots.isCut(cue.start - limits.half);
  const afterCut = shots.isCut(cue.start - limits.half - limits.gap);
  const reach = isAtCut || afterCut ? limits.half + limits.gap : 0;
  const pass = off >= -Math.max(limits.early, reach) && off <= Math.max(limits.late, reach);
  return { rule: 'sync', pass, value: off, limit: `${-limits.early} to ${limits.late}`, unit: 'frames' };
};

/**
 * Adds what only the solver knows to the checks of its cues: how far each starts from its first word, and, for every
 * failed rule, why it could not be kept where that can be proven from the words' own times.
 */
export function judgeSolution(
  problem: CueProblem,
  solved: readonly SolvedCue[],
  checks: readonly CueChecks[],
): CueChecks[] {
  return checks.map((check, index) => {
    const cue = solved[index];
    const all = cue === undefined ? check.results : [...check.results, syncResult(problem, cue)];
    const results = all.map((result) => {
      if (result.pass || result.isAdvice === true) return result;
      const reason = reasonFor(problem, solved, index, result);
      return reason === undefined ? result : { ...result, impossible: reason };
    });
    return { ...check, results };
  });
}
