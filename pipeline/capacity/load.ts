/** Where a step runs: a worker on a CPU or a GPU, or the app itself, which scales by itself. */
export type PoolName = 'cpu' | 'gpu' | 'app';

/** One step of every job: its tasks, what they take, and what waits for it. */
export interface LoadStep {
  readonly name: string;
  readonly pool: PoolName;
  /** Messages; a step of the app has none and counts as one. */
  readonly tasks: number;
  /** Mean work of one task, in seconds, without its start. */
  readonly workS: number;
  /** Steps that may start when this one has ended, by place. */
  readonly next: readonly number[];
  /** How many steps must end before it starts. */
  readonly waits: number;
  /** What the orchestration backend counts for it. */
  readonly actions: number;
}

/** How executions come and go, as KEDA's ScaledJob and the worker do it. */
export interface EventScaling {
  readonly kind: 'event';
  /** Time between looks at the queue, in seconds. */
  readonly pollS: number;
  readonly maxExecutions: number;
  /** From the decision to start an execution to its first look for a message, in seconds; not paid for but the last part. */
  readonly coldStartS: number;
  /** The part of the cold start that is paid for, in seconds. */
  readonly paidStartS: number;
  /** How long an execution waits for its first message before it ends, in seconds. */
  readonly patienceS: number;
  /** How long it waits for another one after a task that went well, in seconds; 0: a message, then out. */
  readonly lingerS: number;
}

/** Replicas that are always there and take message after message. */
export interface FixedScaling {
  readonly kind: 'fixed';
  readonly replicas: number;
}

/** What is simulated. */
export interface Load {
  readonly steps: readonly LoadStep[];
  /** Mean jobs a second over the day. */
  readonly jobsPerS: number;
  /** Rate of the busiest hour over the mean, from 1; the day is a sine around it. */
  readonly peak: number;
  /** Jobs that all come at the beginning, beside the others. */
  readonly atOnce: number;
  /** Time in which jobs come, in seconds; what is there then is worked off. */
  readonly horizonS: number;
  /** Time at the beginning that is left out of the statistics, in seconds. */
  readonly warmUpS: number;
  readonly scaling: Readonly<Record<'cpu' | 'gpu', EventScaling | FixedScaling>>;
  /** Standard deviation over mean of a task's work: 0 always the same, 1 exponential, else log-normal. */
  readonly spread: number;
  /** From the end of a task to the start of what waits for it: results queue and orchestration, in seconds. */
  readonly handOffS: number;
  /** Share of tasks whose worker dies in the middle, and what the lock then lasts, in seconds. */
  readonly crashShare: number;
  readonly lockS: number;
  /** Share of tasks that are given back and delivered again at once. */
  readonly retryShare: number;
  readonly seed: number;
}
