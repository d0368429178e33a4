import type { StageCost } from '../contracts/cost-account.js';
import type { EngineChoice } from '../contracts/engine-choice.js';
import type { StageName } from '../contracts/stage-name.js';
import { placementOf } from '../stages/placement-of.js';
import type { CostBasis } from './cost-basis.js';
import { priceOf } from './price-of.js';
import { priceWorkerSecond } from './price-worker-second.js';

/** Memory of an instance of the app, in GB. */
const appGb = 2;
/** Executions of the app for a stage, and for each of its tasks: activities and turns of orchestrations. */
const executionsPerStage = 4;
const executionsPerTask = 5;
/** Assumed length of such an execution, in seconds. */
const executionS = 0.15;
/** Operations of Service Bus for a task: sent, received, its lock renewed, completed, the same for its result. */
const messagesPerTask = 8;
/** Storage operations of a stage: plan, memo, progress, artifacts. */
const writesPerStage = 6;
const readsPerStage = 12;
/** Rows and queue messages Durable Functions writes for one execution. */
const durableOperations = 8;

/** Work of one stage that was done or is foreseen. */
export interface StageWork {
  readonly stage: StageName;
  readonly language?: string | undefined;
  readonly engine?: string | undefined;
  /** Of the engine, where it has one of its own. */
  readonly placement?: EngineChoice['placement'];
  readonly tasks: number;
  readonly computeS: number;
  /** Money services ask for what they are sent. */
  readonly metered: number;
}

/** What the work of a stage costs: the worker's time or the app's, its messages and storage, and metered services. */
export function priceStage(work: StageWork, basis: CostBasis): StageCost {
  const { stage, language, engine, tasks, computeS, metered } = work;
  const placement = placementOf(stage, work);
  const price = (id: Parameters<typeof priceOf>[1]) => priceOf(basis.prices, id);
  const billedS = placement === 'inline' ? computeS : computeS + tasks * basis.workerStartS;
  const second = placement === 'inline' ? appGb * price('functions-gb-second') : priceWorkerSecond(placement, basis);
  const executions = executionsPerStage + tasks * executionsPerTask;
  const amount =
    billedS * second +
    executions * (executionS * appGb * price('functions-gb-second') + price('functions-execution')) +
    executions * durableOperations * price('durable-storage-operation') +
    tasks * messagesPerTask * price('service-bus-operation') +
    writesPerStage * price('blob-write') +
    readsPerStage * price('blob-read') +
    metered;
  return {
    stage,
    ...(language === undefined ? {} : { language }),
    ...(engine === undefined ? {} : { engine }),
    tasks,
    computeS,
    billedS,
    amount,
  };
}
