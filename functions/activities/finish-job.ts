import { FinishJobInput, finishJob } from '../../pipeline/jobs/finish-job.js';
import { composition } from '../composition.js';

/** Activity: records how the job ended. */
export async function finishJobActivity(input: unknown): Promise<void> {
  await finishJob(FinishJobInput.parse(input), await composition());
}
