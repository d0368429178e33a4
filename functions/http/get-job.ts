import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { composition } from '../composition.js';
import { jobIdOf } from './job-id-of.js';
import { readStatus } from './read-status.js';
import { retryAfterS } from './submit-job.js';

/** `GET /jobs/{id}`: the job's status. */
export async function getJob(request: HttpRequest): Promise<HttpResponseInit> {
  const status = await readStatus(jobIdOf(request), await composition());
  return { jsonBody: status, ...(status.endedAt === undefined ? { headers: { 'retry-after': retryAfterS } } : {}) };
}
