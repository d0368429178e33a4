import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { JobProgress } from '../../pipeline/contracts/job-progress.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { jobPaths } from '../../pipeline/jobs/job-paths.js';
import { listWaiting } from '../../pipeline/jobs/list-waiting.js';
import { composition } from '../composition.js';
import { jobIdOf } from './job-id-of.js';
import { readStatus } from './read-status.js';
import { tellWaiting } from './tell-waiting.js';

/**
 * `DELETE /jobs/{id}`: marks the job cancelled; workers and orchestrations see the mark within seconds. Cancelling again
 * changes nothing. Fails with `conflict` when the job ended otherwise.
 */
export async function cancelJob(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const deps = await composition();
  const id = jobIdOf(request);
  const status = await readStatus(id, deps);
  if (status.state === 'cancelled') return { status: 200, jsonBody: status };
  if (status.endedAt !== undefined) throw new PipelineError('conflict', `Job ${id} has ended as ${status.state}.`);
  await deps.documents.create(jobPaths.cancel(id), { at: deps.now().toISOString() });
  const progress = await deps.documents.read(jobPaths.progress(id));
  if (progress !== undefined) await tellWaiting(listWaiting(JobProgress.parse(progress)), context);
  return { status: 202, jsonBody: status };
}
