import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceBusClient } from '@azure/service-bus';
import { createEngineRegistry } from '../../gpu-container/src/engines/engine-registry.js';
import { createEngineKeeper } from '../../gpu-container/src/execution/create-engine-keeper.js';
import { runExecution } from '../../gpu-container/src/execution/run-execution.js';
import { createServiceBusBroker } from '../../local/service-bus/create-service-bus-broker.js';
import type { TaskMessage } from '../../pipeline/contracts/task-message.js';
import { createServiceBusSender } from '../../platform/messaging/service-bus-sender.js';

/** An engine that is nothing but its times, in seconds; played `scale` times as fast. */
export interface PlayedEngine {
  readonly startS: number;
  readonly loadS: number;
  readonly unitS: number;
  readonly scale: number;
}

export interface PlayExecutionsParams extends PlayedEngine {
  /** Units of each message. */
  readonly tasks: readonly number[];
  readonly lingerMs: number;
}

export interface PlayedExecutions {
  readonly executions: number;
  readonly loads: number;
  /** Time for starting and loading, and for all, in seconds of the engine. */
  readonly startS: number;
  readonly lastedS: number;
}

/** Works messages off with the worker's own code over a real broker, execution after execution, until none is left. */
export async function playExecutions(params: PlayExecutionsParams): Promise<PlayedExecutions> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-tasks-'));
  const queues = [{ name: 'tasks-cpu' }, { name: 'task-results' }];
  const broker = createServiceBusBroker({ directory, queues });
  const client = new ServiceBusClient((await broker.start()).connectionString);
  try {
    const bodies = params.tasks.map((units, index) => taskOf(units, index));
    await broker.queue('tasks-cpu').send(...bodies.map((body) => ({ body, messageId: body.taskId })));
    return await play(params, client, () => broker.queue('tasks-cpu').counts.active);
  } finally {
    await client.close();
    await broker.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}

async function play(
  { scale, startS, loadS, unitS, lingerMs }: PlayExecutionsParams,
  client: ServiceBusClient,
  left: () => number,
): Promise<PlayedExecutions> {
  const played = (seconds: number) => delay((seconds * 1000) / scale);
  let [executions, loads] = [0, 0];
  const began = performance.now();
  while (left() > 0) {
    executions += 1;
    await played(startS);
    const keeper = createEngineKeeper(createEngineRegistry);
    const loaded = new WeakSet<object>();
    await runExecution({
      client,
      sender: createServiceBusSender(client),
      queue: 'tasks-cpu',
      messageWaitMs: 1_000,
      lingerMs,
      recycleReason: async () => (left() === 0 ? 'none is left' : undefined),
      shutdown: new AbortController().signal,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      perform: async ({ stage, units, taskId, jobId, instanceId, attempt }) => {
        const engines = await keeper.enginesFor(stage);
        if (!loaded.has(engines)) {
          loads += 1;
          await played(loadS);
        }
        loaded.add(engines);
        await played(unitS * units.length);
        return { schemaVersion: 1, kind: 'done', taskId, jobId, instanceId, attempt };
      },
    });
    await keeper.dispose();
  }
  const lastedS = ((performance.now() - began) / 1000) * scale;
  return { executions, loads, startS: executions * startS + loads * loadS, lastedS };
}

function taskOf(units: number, index: number): TaskMessage {
  const unit = { stage: 'lip-sync', params: {}, inputs: {}, unitKey: '0'.repeat(64) } as const;
  return {
    schemaVersion: 1,
    taskId: `plan-${index}`,
    jobId: 'job_1',
    instanceId: 'instance-1',
    attempt: 1,
    stage: 'lip-sync',
    units: Array.from({ length: units }, () => unit),
    deadline: new Date(Date.now() + 3_600_000).toISOString(),
  };
}
