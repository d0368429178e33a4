import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { childTraceParent } from '../child-trace-parent.js';
import type { HostAnswer } from '../http/host-answer.js';
import { settleWithin } from '../settle-within.js';
import type { DurableApiDeps, DurableApiRequest } from './durable-api.js';
import { handleInstance } from './handle-instance.js';
import { isJson } from './is-json.js';
import { managementUrls } from './management-urls.js';

/** Seconds after which a caller may ask for the status of what it started. */
const RETRY_AFTER_S = '10';

/**
 * Starts an orchestration: `POST orchestrators/{name}[/{id}]`, with `timeout` (seconds) also waiting for its end.
 *
 * @throws PipelineError `request-invalid` and `conflict`.
 */
export async function handleStart(request: DurableApiRequest, deps: DurableApiDeps): Promise<HostAnswer> {
  const { path, query, headers, body } = request;
  const [, name = '', instanceId] = path;
  if (body !== '' && !isJson(body))
    throw new PipelineError('request-invalid', 'The input of an orchestration must be JSON.');
  const traceParent = childTraceParent(headers['traceparent']);
  const input = body === '' ? null : body;
  const id = await deps.engine.start({ name, instanceId, input, traceParent });
  const timeoutS = Number(query.get('timeout') ?? 0);
  if (timeoutS > 0 && (await settleWithin(deps.engine.waitForEnd(id), timeoutS * 1000))) {
    return handleInstance({ ...request, method: 'GET', path: ['instances', id] }, deps);
  }
  const urls = managementUrls(deps.endpoints, id);
  const location = urls['statusQueryGetUri'] ?? '';
  return { status: 202, body: urls, headers: { location, 'retry-after': RETRY_AFTER_S } };
}
