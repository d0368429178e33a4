import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { acceptJob } from '../../pipeline/jobs/accept-job.js';
import { parseRequest } from '../../pipeline/jobs/parse-request.js';
import { composition } from '../composition.js';
import { createWorkflowStarter } from '../start-workflow.js';
import { traceAccept } from '../trace-accept.js';
import { readJsonBody } from './handle.js';
import { readStatus } from './read-status.js';

/** Seconds a client should wait before it asks for the status. */
export const retryAfterS = '2';

/** `POST /jobs`: accepts a job. 202 with its status and where to ask for it. */
export async function submitJob(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const body = parseRequest(await readJsonBody(request));
  const header = request.headers.get('traceparent');
  const id = await traceAccept({ name: 'POST /jobs', kind: 'server', header, context }, async (deps) => {
    const idempotencyKey = request.headers.get('idempotency-key')?.trim() || deps.newId();
    const { trace } = deps;
    const asked = { request: body, startedBy: 'api', idempotencyKey, ...(trace && { trace }) } as const;
    return (await acceptJob(asked, { ...deps, workflows: createWorkflowStarter(context) })).id;
  });
  return {
    status: 202,
    headers: { location: `${new URL(request.url).origin}/api/jobs/${id}`, 'retry-after': retryAfterS },
    jsonBody: await readStatus(id, await composition()),
  };
}
