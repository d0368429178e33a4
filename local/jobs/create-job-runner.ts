import { createSystemClock } from '../service-bus/create-system-clock.js';
import { containerJobLimits } from './container-job-limits.js';
import type { JobDefinition } from './job-definition.js';
import { JobScaler } from './job-scaler.js';

/** An event-driven job of Azure Container Apps on this machine: a process for each message that none waits for. */
export interface JobRunner {
  /** Ends what an earlier life left running, then starts executions as messages come. */
  start(): Promise<void>;
  /** Executions that run now, those waiting for a message included. */
  readonly runningExecutions: number;
  /** Starts nothing more, asks what runs to end, and ends it after the grace. Idempotent. */
  dispose(graceMs?: number): Promise<void>;
}

/** Nobody waits half a minute at a prompt. */
const DEFAULT_DISPOSE_GRACE_MS = 4_000;

/**
 * Creates a runner that starts the command for the messages of a queue as Azure Container Apps starts a job.
 *
 * @example
 * const runner = createJobRunner({ queue: broker.queue('tasks-cpu'), command: process.execPath, args: ['worker.js'],
 *   env, stateDirectory, logDirectory, maxExecutions: 2, replicaTimeoutMs: 3_600_000, onLine: console.log });
 * await runner.start();
 */
export function createJobRunner(job: JobDefinition): JobRunner {
  const scaler = new JobScaler({
    name: 'job',
    pollingIntervalMs: containerJobLimits.defaultPollingIntervalMs,
    replicaRetryLimit: 0,
    warmExecutions: 0,
    onExecutionEnded: () => {},
    clock: createSystemClock(),
    workingDirectory: undefined,
    ...job,
  });
  return {
    start: () => scaler.start(),
    get runningExecutions() {
      return scaler.running;
    },
    dispose: (graceMs = DEFAULT_DISPOSE_GRACE_MS) => scaler.dispose(graceMs),
  };
}
