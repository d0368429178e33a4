import type { CostBasis } from '../cost/cost-basis.js';
import type { ExpectedStage } from '../cost/expect-stages.js';
import { foreseeStage } from '../cost/foresee-stage.js';
import { placementOf } from '../stages/placement-of.js';
import { linkStages } from './link-stages.js';
import type { LoadStep } from './load.js';

/** Actions of the backend: a stage is resolved and settled (two activities), each task is a sub-orchestration (2) that sends it (2) and hears of it (1). */
const actionsPerStage = 4;
const actionsPerTask = 5;
/** A stage of the app is resolved only. */
const actionsOfAppStage = 2;
/** Start, brief, survey, choice of the recognizer, two sub-orchestrations beside each other, the end. */
const actionsPerJob = 13;
/** A target: its sub-orchestration, two or three choices of an engine, its end. */
const actionsPerTarget = 10;

export interface PlanLoadParams {
  readonly stages: readonly ExpectedStage[];
  readonly durationS: number;
  readonly speechS: number;
}

/** The steps of a job as the simulation plays them. Stages nobody measured are left out, as in an estimate. */
export function planLoad({ stages, durationS, speechS }: PlanLoadParams, basis: CostBasis): readonly LoadStep[] {
  const known = stages.filter((each) => foreseeStage({ ...each, durationS, speechS }, basis) !== undefined);
  const before = linkStages(known);
  return known.map((expected, index): LoadStep => {
    const { stage, language } = expected;
    const work = foreseeStage({ ...expected, durationS, speechS }, basis)?.work;
    const placement = placementOf(stage, expected);
    const tasks = Math.max(1, work?.tasks ?? 1);
    const own = placement === 'inline' ? actionsOfAppStage : actionsPerStage + actionsPerTask * tasks;
    const around = index === 0 ? actionsPerJob : stage === 'fit' ? actionsPerTarget : 0;
    return {
      name: language === undefined ? stage : `${stage}@${language}`,
      pool: placement === 'inline' ? 'app' : placement,
      tasks,
      workS: (work?.computeS ?? 0) / tasks,
      next: before.flatMap((places, later) => (places.includes(index) ? [later] : [])),
      waits: before[index]?.length ?? 0,
      actions: own + around,
    };
  });
}
