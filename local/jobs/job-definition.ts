import type { Clock } from '../service-bus/clock.js';
import type { QueueAccess } from '../service-bus/queue-access.js';
import type { LineOrigin } from './capture-log.js';
import type { ExecutionOutcome } from './job-execution.js';

/** A job: what is run for the messages of which queue. */
export interface JobDefinition {
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
   * Executions kept waiting for a message for a minute after the start and after each message, which hides the time a
   * process takes to start. Those that wait for more after a task count as well. Azure has no such thing.
   */
  readonly warmExecutions?: number;
  /** Every line an execution prints. */
  readonly onLine: (line: string, from: LineOrigin) => void;
  readonly onExecutionEnded?: (outcome: ExecutionOutcome) => void;
  readonly clock?: Clock;
}
