import { createVolatileJournal } from '../../local/functions-host/durable/create-volatile-journal.js';
import { DurableEngine } from '../../local/functions-host/durable/durable-engine.js';
import { createDurableFunctions, type DurableFunctions } from '../../local/functions-host/durable/durable-functions.js';
import type { Instance } from '../../local/functions-host/durable/durable-state.js';
import { exportHistory } from '../../local/functions-host/durable/export-history.js';
import { historyEventType } from '../../local/functions-host/durable/history-event.js';
import { type RecordedHistory, recordedHistorySchema } from '../../local/functions-host/durable/recorded-history.js';
import { createFunctionInvoker } from '../../local/functions-host/worker/function-invoker.js';
import { loadFunctionsWorker } from '../../local/functions-host/worker/load-functions-worker.js';
import type { TaskResult } from '../../pipeline/contracts/task-result.js';
import { eventually } from '../local/functions-host/eventually.js';
import { type ActivityInput, type ActivityName, activityInputs } from './activity-inputs.js';
import { HarnessClock } from './harness-clock.js';

/** Stands in for an activity: what it returns goes into the history as JSON, what it throws fails the attempt. */
export type Script<Name extends ActivityName> = (input: ActivityInput<Name>, harness: OrchestratorHarness) => unknown;
export type Scripts = { readonly [Name in ActivityName]: Script<Name> };

/** A call of a scripted activity, retries included. */
export interface ScriptedCall {
  readonly name: string;
  readonly input: unknown;
}

/** The real orchestrators in the local durable engine, over scripted activities, a journal in memory and a fake clock. */
export interface OrchestratorHarness {
  readonly calls: readonly ScriptedCall[];
  readonly functions: DurableFunctions;
  /** Starts an orchestration and resolves when it has ended. */
  run(name: string, input: unknown, instanceId: string): Promise<Readonly<Instance>>;
  /** Starts an orchestration. */
  begin(name: string, input: unknown, instanceId: string): Promise<void>;
  end(instanceId: string): Promise<Readonly<Instance>>;
  /** Brings a worker's report to the orchestration it names, as the results queue does. */
  report(result: TaskResult): Promise<void>;
  /** Raises an event without content. */
  raise(instanceId: string, event: string): Promise<void>;
  /** Resolves when an orchestration waits for a result. */
  waitForWait(): Promise<void>;
  /** Waits until an orchestration waits for a result, and lets the time it would wait pass. */
  passSilence(): Promise<void>;
  /** All instances, in the order in which they were started. */
  instances(): Promise<readonly Readonly<Instance>[]>;
  /** The history of an instance, as a golden history holds it: ids are the same in every run. */
  history(instanceId: string): Promise<RecordedHistory>;
  dispose(): Promise<void>;
}

/** Loads the Functions app, once per process, and runs its orchestrators over `scripts`. */
export async function createOrchestratorHarness(scripts: Scripts): Promise<OrchestratorHarness> {
  const functions = await loadDurableFunctions();
  const clock = new HarnessClock();
  const calls: ScriptedCall[] = [];
  const scripted: DurableFunctions = {
    ...functions,
    async runActivity({ name, payload }) {
      const input: unknown = JSON.parse(payload);
      calls.push({ name, input });
      return JSON.stringify((await runScript({ scripts, name, input }, harness)) ?? null);
    },
  };
  const engine = new DurableEngine({
    functions: scripted,
    journal: createVolatileJournal(),
    clock,
    log: ({ cause }) => {
      throw cause ?? new Error('The engine has stopped.');
    },
    maxConcurrentActivities: 32,
    maxConcurrentOrchestrators: 32,
  });
  engine.recover();
  const harness: OrchestratorHarness = {
    calls,
    functions,
    async run(name, input, instanceId) {
      await harness.begin(name, input, instanceId);
      return harness.end(instanceId);
    },
    async begin(name, input, instanceId) {
      await engine.start({ name, instanceId, input: JSON.stringify(input), traceParent: '' });
    },
    async end(instanceId) {
      await engine.waitForEnd(instanceId);
      const instance = await engine.instance(instanceId);
      if (instance === undefined) throw new Error(`There is no instance ${instanceId}.`);
      return instance;
    },
    async report(result) {
      const Input = JSON.stringify(result);
      await engine.send(result.instanceId, { EventType: historyEventType.EventRaised, Name: 'task-result', Input });
    },
    async raise(instanceId, event) {
      await engine.send(instanceId, { EventType: historyEventType.EventRaised, Name: event, Input: '{}' });
    },
    async waitForWait() {
      await eventually(() => clock.silences > 0, 'an orchestration that waits for a result');
    },
    async passSilence() {
      await harness.waitForWait();
      clock.passSilence();
    },
    instances: () => engine.instances(),
    async history(instanceId) {
      return withStableIds(await exportHistory(instanceId, { engine, functions }), await engine.instances());
    },
    dispose: () => engine.dispose(),
  };
  return harness;
}

/** The durable functions of the app, from source. */
export async function loadDurableFunctions(): Promise<DurableFunctions> {
  const worker = await loadFunctionsWorker({
    appRoot: process.cwd(),
    importApp: () => import('../../functions/index.js'),
  });
  const invoke = createFunctionInvoker({ worker, inputData: () => undefined, deliverOutputs: async () => undefined });
  return createDurableFunctions(worker.functions.values(), invoke);
}

interface RunScriptParams {
  readonly scripts: Scripts;
  readonly name: string;
  readonly input: unknown;
}

async function runScript({ scripts, name, input }: RunScriptParams, harness: OrchestratorHarness): Promise<unknown> {
  if (!isActivityName(name)) throw new Error(`There is no script for the activity ${name}.`);
  // Parsed by the schema of that very name; the compiler does not follow the pair.
  const script = scripts[name] as Script<ActivityName>;
  try {
    return await script(activityInputs[name].parse(input), harness);
  } catch (error) {
    // A stack names files of this machine and would be kept in the history.
    if (error instanceof Error) error.stack = `Error: ${error.message}\n    at a script`;
    throw error;
  }
}

function isActivityName(name: string): name is ActivityName {
  return name in activityInputs;
}

/** Execution ids are random; a golden history names them by the order in which its instances were started. */
function withStableIds(history: RecordedHistory, instances: readonly Readonly<Instance>[]): RecordedHistory {
  const text = instances.reduce(
    (before, { executionId }, index) => before.replaceAll(executionId, `execution-${index + 1}`),
    JSON.stringify(history),
  );
  return recordedHistorySchema.parse(JSON.parse(text));
}
