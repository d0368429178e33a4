import type { HostAnswer } from '../http/host-answer.js';
import type { DurableEndpoints } from './durable-endpoints.js';
import type { DurableEngine } from './durable-engine.js';
import { entityId } from './entity-id.js';
import { handleInstance } from './handle-instance.js';
import { handleInstances } from './handle-instances.js';
import { handleStart } from './handle-start.js';

/** A request to the durable API; `path` is what follows the base, decoded, cut at the slashes. */
export interface DurableApiRequest {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DurableApiDeps {
  readonly engine: DurableEngine;
  readonly endpoints: DurableEndpoints;
}

/**
 * Answers the durable HTTP API, the same for people (webhooks) and for client bindings (rpc).
 * https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-http-api
 *
 * @throws PipelineError `request-invalid` and `conflict`.
 */
export async function handleDurableApi(request: DurableApiRequest, deps: DurableApiDeps): Promise<HostAnswer> {
  const [collection, ...rest] = request.path;
  if (collection === 'orchestrators' && request.method === 'POST') return handleStart(request, deps);
  if (collection === 'entities') return handleEntity(request, deps.engine);
  if (collection === 'instances' && rest.length === 0) return handleInstances(request, deps.engine);
  if (collection === 'instances') return handleInstance(request, deps);
  return { status: 404 };
}

async function handleEntity(
  { method, path, query, body }: DurableApiRequest,
  engine: DurableEngine,
): Promise<HostAnswer> {
  const [, name, key] = path;
  if (name === undefined || key === undefined) return { status: 404 };
  const id = entityId(name, key);
  if (method === 'GET') {
    const entity = await engine.entity(id);
    return entity?.exists ? { status: 200, body: JSON.parse(entity.state ?? 'null') } : { status: 404 };
  }
  if (method !== 'POST') return { status: 405 };
  await engine.signal(id, { op: query.get('op') ?? '', ...(body === '' ? {} : { input: body }) });
  return { status: 202 };
}
