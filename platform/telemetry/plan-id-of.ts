import type { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { StageIdentity } from './span-ids.js';

/** The plan of a stage as the job's progress names it; ingested files have one each and are told apart by their own. */
export function planIdOf({ plans }: JobProgress, { stage, language }: StageIdentity): string | undefined {
  return plans[language === undefined ? stage : `${stage}@${language}`];
}
