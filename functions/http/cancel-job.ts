import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { jobPaths } from '../../pipeline/jobs/job-paths.js';
import { composition } from '../composition.js';
import { jobIdOf } from './job-id-of.js';
import { readStatus } from './read-status.js';

/**
 * `DELETE /jobs/{id}`: marks the job cancelled; workers and orchestrations see the mark within seconds. Cancelling again
 * changes nothing. Fails with `conflict` when the job ended otherwise.
 */
export async function cancelJob(request: HttpRequest): Promise<HttpResponseInit> {
  const deps = await composition();
  const id = jobIdOf(request);
  const status = await readStatus(id, deps);
  if (status.state === 'cancelled') return { status: 200, jsonBody: status };
  if (status.endedAt !== undefined) throw new PipelineError('conflict', `Job ${id} has ended as ${status.state}.`);
  await deps.documents.create(jobPaths.cancel(id), { at: deps.now().toISOString() });
  return { status: 202, jsonBody: status };
}
