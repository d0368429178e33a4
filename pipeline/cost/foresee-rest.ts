import type { StageStatus } from '../contracts/job-status.js';
import { isLeftOut } from '../jobs/is-left-out.js';
import type { CostBasis } from './cost-basis.js';
import { type EngineFor, type ExpectedJob, expectStages } from './expect-stages.js';
import { foreseeStage, usualSpeechShare } from './foresee-stage.js';
import { priceStage } from './price-stage.js';

export interface ForeseeRestParams {
  readonly job: ExpectedJob;
  /** Stages that are done, run or failed: they are not foreseen again. */
  readonly stages: readonly StageStatus[];
  readonly durationS: number;
}

/** Which engines the rest will use is not chosen yet: the measured ones stand for them. */
const anyEngine: EngineFor = ({ capability }) => ({ id: `any ${capability}` });

/** What the stages that have not begun will cost, in the prices' currency. */
export function foreseeRest({ job, stages, durationS }: ForeseeRestParams, basis: CostBasis): number {
  const begun = new Set(stages.map(({ stage, language }) => `${stage}@${language ?? ''}`));
  return expectStages(job, anyEngine)
    .filter(({ stage, language }) => !begun.has(`${stage}@${language ?? ''}`))
    .filter(({ stage, language }) => !isLeftOut({ stage, language, lipSync: job.lipSync, stages }))
    .map((expected) => foreseeStage({ ...expected, durationS, speechS: durationS * usualSpeechShare }, basis))
    .reduce((total, foreseen) => total + (foreseen === undefined ? 0 : priceStage(foreseen.work, basis).amount), 0);
}
