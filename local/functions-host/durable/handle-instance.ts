import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { childTraceParent } from '../child-trace-parent.js';
import type { HostAnswer } from '../http/host-answer.js';
import type { DurableApiDeps, DurableApiRequest } from './durable-api.js';
import type { DurableEngine } from './durable-engine.js';
import type { Instance } from './durable-state.js';
import { type ControlEvent, historyEventType } from './history-event.js';
import { instanceStatus } from './instance-status.js';
import { isJson } from './is-json.js';
import { isTerminal } from './is-terminal.js';
import { managementUrls } from './management-urls.js';
import { statusOptions } from './status-options.js';

/** Seconds after which a caller may ask for the status again. */
const RETRY_AFTER_S = '5';

/**
 * Answers `GET|DELETE instances/{id}` and `POST instances/{id}/{operation}`.
 *
 * @throws PipelineError `request-invalid`.
 */
export async function handleInstance(request: DurableApiRequest, deps: DurableApiDeps): Promise<HostAnswer> {
  const { method, path, query } = request;
  const [, instanceId = '', operation] = path;
  const instance = await deps.engine.instance(instanceId);
  if (!instance) return { status: 404 };
  if (method === 'GET' && operation === undefined) return statusAnswer(instance, request, deps);
  if (method === 'DELETE' && operation === undefined) {
    return { status: 200, body: { instancesDeleted: await deps.engine.purge([instanceId]) } };
  }
  if (method !== 'POST') return { status: 405 };
  if (operation?.toLowerCase() === 'restart') return restart(instance, request, deps);
  if (operation?.toLowerCase() === 'rewind') return { status: 501, body: 'This host does not support rewind.' };
  if (isTerminal(instance.status)) return { status: 410 };
  if (operation?.toLowerCase() === 'raiseevent') return raiseEvent(request, deps.engine);
  return control({ instanceId, operation: operation?.toLowerCase(), reason: query.get('reason') }, deps.engine);
}

function statusAnswer(
  instance: Readonly<Instance>,
  { query }: DurableApiRequest,
  { endpoints }: DurableApiDeps,
): HostAnswer {
  const body = instanceStatus(instance, statusOptions(query));
  if (isTerminal(instance.status)) {
    const isServerError = query.get('returnInternalServerErrorOnFailure')?.toLowerCase() === 'true';
    return { status: instance.status === 'Failed' && isServerError ? 500 : 200, body };
  }
  const location = managementUrls(endpoints, instance.instanceId)['statusQueryGetUri'] ?? '';
  return { status: 202, body, headers: { location, 'retry-after': RETRY_AFTER_S } };
}

async function raiseEvent({ path, headers, body }: DurableApiRequest, engine: DurableEngine): Promise<HostAnswer> {
  const [, instanceId = '', , eventName] = path;
  if (eventName === undefined) return { status: 404 };
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new PipelineError('request-invalid', 'Only application/json request content is supported.');
  }
  if (body !== '' && !isJson(body)) throw new PipelineError('request-invalid', 'The data of an event must be JSON.');
  const Input = body === '' ? null : body;
  await engine.send(instanceId, { EventType: historyEventType.EventRaised, Name: eventName, Input });
  return { status: 202 };
}

const controlEvents = new Map<string, ControlEvent['EventType']>([
  ['terminate', historyEventType.ExecutionTerminated],
  ['suspend', historyEventType.ExecutionSuspended],
  ['resume', historyEventType.ExecutionResumed],
]);

interface ControlParams {
  readonly instanceId: string;
  readonly operation: string | undefined;
  readonly reason: string | null;
}

async function control({ instanceId, operation, reason }: ControlParams, engine: DurableEngine): Promise<HostAnswer> {
  const EventType = controlEvents.get(operation ?? '');
  if (EventType === undefined) return { status: 404 };
  await engine.send(instanceId, { EventType, Input: reason });
  return { status: 202 };
}

/** Starts the orchestrator again with the same input, under a new id unless that is refused. */
async function restart(
  instance: Readonly<Instance>,
  request: DurableApiRequest,
  deps: DurableApiDeps,
): Promise<HostAnswer> {
  const { name, input } = instance;
  const keepsId = request.query.get('restartWithNewInstanceId')?.toLowerCase() === 'false';
  const traceParent = childTraceParent(request.headers['traceparent']);
  const instanceId = keepsId ? instance.instanceId : undefined;
  const id = await deps.engine.start({ name, input, traceParent, instanceId });
  return { status: 202, body: managementUrls(deps.endpoints, id) };
}
