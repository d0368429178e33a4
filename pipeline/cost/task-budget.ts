import type { EngineChoice } from '../contracts/engine-choice.js';
import type { StageName } from '../contracts/stage-name.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import type { CostBasis } from './cost-basis.js';
import { type MeasuredRate, measuredRates } from './measured-rates.js';

/** How much work a task should be and how much it may be, in seconds of sound or pictures. */
export interface TaskBudget {
  readonly leastS: number;
  readonly mostS: number;
}

export interface TaskBudgetParams {
  readonly stage: StageName;
  readonly engine?: string | undefined;
  /** Where the engine works; on a CPU unless told. */
  readonly placement?: EngineChoice['placement'] | undefined;
}

/** The most an execution may spend on starting and loading, of all its time. */
const startShare = 0.1;
/** A task longer than this keeps others waiting and loses much to a crash; many replicas are better then. In seconds of work. */
const longestWorkS = 300;
/** Foreseen work may be wrong by this before a task comes near the limit of its stage. */
const timeLimitReserve = 10;
/**
 * Engines nobody measured there, assumed: on a CPU one loads for as long as a worker starts and works as long as its sound or
 * pictures last; on a GPU it loads for longer and works ten times as fast. One that is faster starts a little too often, a
 * slower one makes tasks that last longer.
 */
const unmeasured = { cpu: { fixedS: 5, perSecondS: 1 }, gpu: { fixedS: 15, perSecondS: 0.1 } } as const;

/**
 * What units of a stage are grouped up to. From `leastS` on, starting a worker and loading its models is a tenth of an
 * execution at the measured rates; tasks are at most twice as long, so that there are several to spread over executions
 * as soon as there is work for several.
 */
export function taskBudget(params: TaskBudgetParams, basis: CostBasis): TaskBudget {
  const { fixedS, perSecondS } = rateOf(params);
  const startS = (basis.taskStartS ?? basis.workerStartS) + fixedS * basis.computeFactor;
  const { timeLimitMs } = stageCatalogue[params.stage];
  const longestS = Math.min(longestWorkS, timeLimitMs / 1000 / timeLimitReserve);
  const leastWorkS = Math.min(longestS, (startS * (1 - startShare)) / startShare);
  const perS = perSecondS * basis.computeFactor;
  return { leastS: leastWorkS / perS, mostS: Math.min(longestS, leastWorkS * 2) / perS };
}

interface TaskRate {
  readonly fixedS: number;
  readonly perSecondS: number;
}

function rateOf({ stage, engine, placement = 'cpu' }: TaskBudgetParams): TaskRate {
  if (placement === 'gpu') return unmeasured.gpu; // rates are those of CPUs
  const rate = measuredRates.find((each) => each.stage === stage && each.engine === engine);
  const perSecondS = rate === undefined ? 0 : perSecond(rate);
  return rate === undefined || perSecondS === 0 ? unmeasured.cpu : { fixedS: rate.fixedS, perSecondS };
}

/** A unit that is spoken or seen takes all parts of a rate. */
function perSecond({ perVideoS, perSpeechS, perSeenS = 0 }: MeasuredRate): number {
  return perVideoS + perSpeechS + perSeenS;
}
