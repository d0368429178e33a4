import type { StageName } from '../../pipeline/contracts/stage-name.js';
import { defaultBasis } from '../../pipeline/cost/cost-basis.js';
import { measuredRates } from '../../pipeline/cost/measured-rates.js';
import { taskBudget } from '../../pipeline/cost/task-budget.js';
import { groupUnits } from '../../pipeline/jobs/group-units.js';

/** A stage that is cut into units, how long one of them usually is, and how many a task had before tasks went by work. */
export interface CutStage {
  readonly stage: StageName;
  readonly engine: string;
  readonly unitS: number;
  /** Share of a video that has units. */
  readonly share: number;
  readonly unitsBefore: number;
}

export const cutStages: readonly CutStage[] = [
  { stage: 'synthesize', engine: 'espeak', unitS: 2.5, share: 0.75, unitsBefore: 100 },
  { stage: 'track-faces', engine: 'human-models', unitS: 60, share: 1, unitsBefore: 1 },
  { stage: 'lip-sync', engine: 'own-mouth', unitS: 10, share: 1, unitsBefore: 1 },
];

export interface Reckoned {
  readonly units: number;
  readonly tasksBefore: number;
  /** Start and load over all the time of the executions, each task in one of its own. */
  readonly shareBefore: number;
  readonly tasks: number;
  readonly share: number;
  /** The same where the tasks of the stage are taken by one execution after another. */
  readonly shareWarm: number;
}

/** What the measured rates say of a video of a length: tasks of a number of units, and tasks of an amount of work. */
export function reckonShares(cut: CutStage, videoS: number): Reckoned {
  const { stage, engine, unitS, share, unitsBefore } = cut;
  const rate = measuredRates.find((each) => each.stage === stage && each.engine === engine);
  if (rate === undefined) throw new Error(`${stage} with ${engine} was not measured.`);
  const units = Math.ceil((videoS * share) / unitS);
  const workS = units * unitS * (rate.perVideoS + rate.perSpeechS + (rate.perSeenS ?? 0));
  const startS = defaultBasis.workerStartS + rate.fixedS;
  const { leastS, mostS } = taskBudget({ stage, engine }, defaultBasis);
  const size = { workMs: unitS * 1000, bytes: 500 };
  const limits = { leastMs: leastS * 1000, mostMs: mostS * 1000, mostBytes: 150_000 };
  const tasks = groupUnits(Array.from({ length: units }), () => size, limits).length;
  const tasksBefore = Math.ceil(units / unitsBefore);
  const shareOf = (starts: number) => (starts * startS) / (starts * startS + workS);
  return { units, tasksBefore, shareBefore: shareOf(tasksBefore), tasks, share: shareOf(tasks), shareWarm: shareOf(1) };
}
