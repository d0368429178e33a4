import type { HostAnswer } from '../http/host-answer.js';
import type { DurableApiRequest } from './durable-api.js';
import type { DurableEngine } from './durable-engine.js';
import type { Instance } from './durable-state.js';
import { instanceStatus } from './instance-status.js';
import { isTerminal } from './is-terminal.js';
import { statusOptions } from './status-options.js';

const CONTINUATION_HEADER = 'x-ms-continuation-token';

/**
 * Lists (`GET instances`) or purges (`DELETE instances`) the instances that a filter selects: `createdTimeFrom`,
 * `createdTimeTo`, `runtimeStatus` (comma-separated), `instanceIdPrefix`. `top` pages the list.
 */
export async function handleInstances(request: DurableApiRequest, engine: DurableEngine): Promise<HostAnswer> {
  const selected = (await engine.instances()).filter(filterOf(request.query));
  if (request.method === 'GET') return page(selected, request);
  if (request.method !== 'DELETE') return { status: 405 };
  const ended = selected.filter(({ status }) => isTerminal(status));
  const instancesDeleted = await engine.purge(ended.map(({ instanceId }) => instanceId));
  return instancesDeleted > 0 ? { status: 200, body: { instancesDeleted } } : { status: 404 };
}

function filterOf(query: URLSearchParams): (instance: Readonly<Instance>) => boolean {
  const statuses = query.get('runtimeStatus')?.split(',').filter(Boolean) ?? [];
  const fromMs = timeOf(query.get('createdTimeFrom')) ?? Number.NEGATIVE_INFINITY;
  const toMs = timeOf(query.get('createdTimeTo')) ?? Number.POSITIVE_INFINITY;
  const prefix = query.get('instanceIdPrefix') ?? '';
  return ({ status, createdAt, instanceId }) => {
    const createdMs = Date.parse(createdAt);
    const isInTime = createdMs >= fromMs && createdMs <= toMs;
    return isInTime && instanceId.startsWith(prefix) && (statuses.length === 0 || statuses.includes(status));
  };
}

function timeOf(text: string | null): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function page(instances: readonly Readonly<Instance>[], { query, headers }: DurableApiRequest): HostAnswer {
  const begin = Number(headers[CONTINUATION_HEADER] ?? 0) || 0;
  const end = begin + (Number(query.get('top') ?? 0) || instances.length);
  const options = statusOptions(query);
  const body = instances.slice(begin, end).map((instance) => instanceStatus(instance, options));
  const hasMore = end < instances.length;
  return { status: 200, body, ...(hasMore ? { headers: { [CONTINUATION_HEADER]: String(end) } } : {}) };
}
