import type { QueueAccess } from '../service-bus/queue-access.js';
import { type Execution, startExecution } from './start-execution.js';
import { sweepExecutions } from './sweep-executions.js';

export interface JobRunnerParams {
  readonly queue: Pick<QueueAccess, 'counts' | 'onAvailable'>;
  /** The container's process. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Remembers running executions, so that those of a killed runner are ended at the next start. */
  readonly stateDirectory: string;
  /** One log file per execution. */
  readonly logDirectory: string;
  readonly maxExecutions: number;
  /** Executions kept waiting for a message while there is traffic; hides the start of the process. */
  readonly warmExecutions: number;
  /** An execution is stopped after this long, in ms. */
  readonly replicaTimeoutMs: number;
  /** Every line an execution prints. */
  readonly onLine: (line: string) => void;
  readonly now?: () => number;
}

/** Starts executions of the container job as the scaler of Azure Container Apps does. */
export interface JobRunner {
  start(): Promise<void>;
  /** Stops scaling and every execution. Idempotent. */
  dispose(): Promise<void>;
}

/** Warm executions end when no message has come for this long, in ms. */
const trafficMemoryMs = 60_000;
/** The queue is looked at this often even when nothing is announced, in ms; Azure polls every 30 s. */
const pollingIntervalMs = 1_000;
/** After a crash the next start waits, twice as long each time, up to the longest, in ms. */
const firstCrashDelayMs = 250;
const longestCrashDelayMs = 30_000;

/**
 * An event-driven job: one execution per message, at most `maxExecutions` at once. A message counts as running for as
 * long as it is locked, so the number wanted is the queue's length less the executions that are up.
 */
export function createJobRunner(params: JobRunnerParams): JobRunner {
  const now = params.now ?? Date.now;
  const running = new Set<Execution>();
  let lastTrafficMs = Number.NEGATIVE_INFINITY;
  let crashes = 0;
  let notBeforeMs = 0;
  let stops: (() => void)[] = [];
  let isDisposed = false;

  const wanted = () => {
    const { active } = params.queue.counts;
    if (active > 0) lastTrafficMs = now();
    const warm = now() - lastTrafficMs < trafficMemoryMs ? params.warmExecutions : 0;
    return Math.min(params.maxExecutions, active + warm);
  };
  const scale = () => {
    if (isDisposed || now() < notBeforeMs) return;
    for (let missing = wanted() - running.size; missing > 0; missing -= 1) launch();
  };
  const launch = () => {
    const execution = startExecution(params);
    running.add(execution);
    void execution.ended.then((exitCode) => {
      // cannot reject: `ended` resolves with the exit code whatever happens
      running.delete(execution);
      crashes = exitCode === 0 ? 0 : crashes + 1;
      if (crashes > 0) notBeforeMs = now() + Math.min(longestCrashDelayMs, firstCrashDelayMs * 2 ** (crashes - 1));
      scale();
    });
  };
  return {
    start: async () => {
      await sweepExecutions(params.stateDirectory);
      const timer = setInterval(scale, pollingIntervalMs);
      stops = [() => clearInterval(timer), params.queue.onAvailable(scale)];
      scale();
    },
    dispose: async () => {
      isDisposed = true;
      for (const stop of stops.splice(0)) stop();
      await Promise.all([...running].map((execution) => execution.stop()));
    },
  };
}
