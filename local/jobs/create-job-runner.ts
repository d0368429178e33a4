import type { Clock } from '../service-bus/clock.js';
import { createSystemClock } from '../service-bus/create-system-clock.js';
import type { QueueAccess } from '../service-bus/queue-access.js';
import type { LineOrigin } from './capture-log.js';
import { containerJobLimits } from './container-job-limits.js';
import type { ExecutionOutcome } from './job-execution.js';
import { JobScaler } from './job-scaler.js';

/** A job: what is run for the messages of which queue. */
export interface CreateJobRunnerParams {
  /** Begins the name of every execution; lower-case letters, digits and hyphens, as in Azure. */
  readonly name?: string;
  readonly queue: Pick<QueueAccess, 'counts' | 'settlements' | 'onAvailable'>;
  readonly command: string;
  readonly args: readonly string[];
  readonly workingDirectory?: string;
  /** The whole environment of an execution, but for the variables Azure adds. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Holds the record of what runs, so that what a killed runner left behind is ended at the next start. */
  readonly stateDirectory: string;
  /** One file per execution, of which the newest are kept. */
  readonly logDirectory: string;
  readonly maxExecutions: number;
  /** Messages are noticed at once; this is how often the queue is looked at besides. */
  readonly pollingIntervalMs?: number;
  /** After this an execution gets SIGTERM, and SIGKILL 30 s later. */
  readonly replicaTimeoutMs: number;
  /** How often an execution that failed is run again under the same name. */
  readonly replicaRetryLimit?: number;
  /**
   * Executions kept waiting for a message while there was one within the last minute, which hides the time a process
   * takes to start. Azure has no such thing.
   */
  readonly warmExecutions?: number;
  /** Every line an execution prints. */
  readonly onLine: (line: string, from: LineOrigin) => void;
  readonly onExecutionEnded?: (outcome: ExecutionOutcome) => void;
  readonly clock?: Clock;
}

/** An event-driven job of Azure Container Apps on this machine: one process per message. */
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
export function createJobRunner(params: CreateJobRunnerParams): JobRunner {
  const scaler = new JobScaler({
    name: 'job',
    pollingIntervalMs: containerJobLimits.defaultPollingIntervalMs,
    replicaRetryLimit: 0,
    warmExecutions: 0,
    onExecutionEnded: () => {},
    clock: createSystemClock(),
    workingDirectory: undefined,
    ...params,
  });
  return {
    start: () => scaler.start(),
    get runningExecutions() {
      return scaler.running;
    },
    dispose: (graceMs = DEFAULT_DISPOSE_GRACE_MS) => scaler.dispose(graceMs),
  };
}
