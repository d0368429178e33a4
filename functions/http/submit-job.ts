import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { acceptJob } from '../../pipeline/jobs/accept-job.js';
import { parseRequest } from '../../pipeline/jobs/parse-request.js';
import { composition } from '../composition.js';
import { createWorkflowStarter } from '../start-workflow.js';
import { readJsonBody } from './handle.js';
import { readStatus } from './read-status.js';

/** Seconds a client should wait before it asks for the status. */
export const retryAfterS = '2';

/** `POST /jobs`: accepts a job. 202 with its status and where to ask for it. */
export async function submitJob(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const deps = await composition();
  const job = await acceptJob(
    {
      request: parseRequest(await readJsonBody(request)),
      startedBy: 'api',
      idempotencyKey: request.headers.get('idempotency-key')?.trim() || deps.newId(),
    },
    { ...deps, workflows: createWorkflowStarter(context) },
  );
  return {
    status: 202,
    headers: { location: `${new URL(request.url).origin}/api/jobs/${job.id}`, 'retry-after': retryAfterS },
    jsonBody: await readStatus(job.id, deps),
  };
}
