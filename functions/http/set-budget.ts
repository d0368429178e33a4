import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { JobBudget } from '../../pipeline/contracts/job-budget.js';
import { describeIssues } from '../../pipeline/errors/describe-issues.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { raiseBudget } from '../../pipeline/jobs/raise-budget.js';
import { composition } from '../composition.js';
import { readJsonBody } from './handle.js';
import { jobIdOf } from './job-id-of.js';
import { readStatus } from './read-status.js';
import { tellWaiting } from './tell-waiting.js';

/**
 * `POST /jobs/{id}/budget`: sets the job's cap; stages that wait for it and fit now go on. Fails with `request-invalid`,
 * `not-found` or `conflict`.
 */
export async function setBudget(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const deps = await composition();
  const id = jobIdOf(request);
  const parsed = JobBudget.safeParse(await readJsonBody(request));
  if (!parsed.success) {
    throw new PipelineError('request-invalid', `The budget is not valid: ${describeIssues(parsed.error)}.`);
  }
  await tellWaiting(await raiseBudget(id, parsed.data, deps), context);
  return { status: 200, jsonBody: await readStatus(id, deps) };
}
