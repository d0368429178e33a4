import type { DurableEngine } from '../../../local/functions-host/durable/durable-engine.js';
import type { Instance } from '../../../local/functions-host/durable/durable-state.js';

/** Starts an orchestration and resolves to the instance once it has ended. */
export async function runToEnd(
  engine: DurableEngine,
  name: string,
  input?: unknown,
  instanceId?: string,
): Promise<Readonly<Instance>> {
  const id = await engine.start({ name, instanceId, input: JSON.stringify(input ?? null), traceParent: '' });
  await engine.waitForEnd(id);
  const instance = await engine.instance(id);
  if (!instance) throw new Error(`Instance ${id} is gone.`);
  return instance;
}
