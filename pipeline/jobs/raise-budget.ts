import type { JobBudget } from '../contracts/job-budget.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { listWaiting } from './list-waiting.js';
import { readJob } from './read-job.js';
import type { StageDeps } from './resolve-stage.js';
import { updateProgress } from './update-progress.js';

/**
 * Sets the cap of a job and names the orchestrations that wait for it: they look again and go on where they fit. Doing
 * it twice is harmless. Fails with `not-found`, or `conflict` when the job has ended.
 */
export async function raiseBudget(
  jobId: string,
  budget: JobBudget,
  { documents }: Pick<StageDeps, 'documents'>,
): Promise<readonly string[]> {
  await readJob(documents, jobId);
  let waiting: readonly string[] = [];
  await updateProgress(documents, jobId, (progress) => {
    if (progress.endedAt !== undefined) throw new PipelineError('conflict', `Job ${jobId} has ended.`);
    waiting = listWaiting(progress);
    return { ...progress, budget };
  });
  return waiting;
}
