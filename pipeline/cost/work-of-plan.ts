import type { StagePlan } from '../contracts/stage-plan.js';
import type { CostBasis } from './cost-basis.js';
import { foreseeStage, usualSpeechShare } from './foresee-stage.js';
import type { StageWork } from './price-stage.js';

export interface WorkOfPlanParams {
  readonly plan: StagePlan;
  /** Time inside engines of the units that ran, in ms. */
  readonly computeMs: number;
  /** Length of the source, in ms; 0 while nobody knows. */
  readonly durationMs: number;
}

/** The work of a plan that is done. What services meter is reckoned from the length, as their answers do not say. */
export function workOfPlan({ plan, computeMs, durationMs }: WorkOfPlanParams, basis: CostBasis): StageWork {
  const { stage, language, engine } = plan.request;
  const durationS = durationMs / 1000;
  const asked = { stage, language, engine: engine?.id, durationS, speechS: durationS * usualSpeechShare };
  const share = plan.misses.length / Math.max(1, plan.units.length);
  return {
    stage,
    language,
    engine: engine?.id,
    placement: engine?.placement,
    tasks: plan.tasks.length,
    computeS: computeMs / 1000,
    metered: (foreseeStage(asked, basis)?.work.metered ?? 0) * share,
  };
}
