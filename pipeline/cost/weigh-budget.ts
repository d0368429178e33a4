import type { JobProgress } from '../contracts/job-progress.js';
import type { StagePlan } from '../contracts/stage-plan.js';
import type { CostBasis } from './cost-basis.js';
import { foreseeStage, usualSpeechShare } from './foresee-stage.js';
import { priceStage } from './price-stage.js';

/** What a stage would cost beside what its job has cost, in US dollars. */
export interface BudgetWeight {
  readonly amount: number;
  /** Stages that are done as they were, stages that run as foreseen. */
  readonly spent: number;
  readonly isOver: boolean;
}

/** Weighs the units of a plan that must run against the job's cap. Before the source is probed its length counts as 0. */
export function weighBudget(plan: StagePlan, progress: JobProgress, basis: CostBasis): BudgetWeight {
  const { stage, language, engine } = plan.request;
  const durationS = (progress.durationMs ?? 0) / 1000;
  const speechS = durationS * usualSpeechShare;
  const foreseen = foreseeStage(
    { stage, language, engine: engine?.id, placement: engine?.placement, durationS, speechS },
    basis,
  );
  const share = plan.misses.length / Math.max(1, plan.units.length);
  const work = foreseen?.work ?? { stage, placement: engine?.placement, computeS: 0, metered: 0 };
  const { amount } = priceStage(
    { ...work, tasks: plan.tasks.length, computeS: work.computeS * share, metered: work.metered * share },
    basis,
  );
  const spent = progress.stages
    .filter((each) => each.stage !== stage || each.language !== language)
    .reduce((total, each) => total + (each.amount ?? 0), 0);
  return { amount, spent, isOver: progress.budget !== undefined && spent + amount > progress.budget.amount };
}
