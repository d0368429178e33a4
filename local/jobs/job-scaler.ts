import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { containerJobLimits } from './container-job-limits.js';
import { executionsToStart } from './executions-to-start.js';
import type { JobDefinition } from './job-definition.js';
import { type ExecutionOutcome, JobExecution } from './job-execution.js';
import { pruneLogs } from './prune-logs.js';
import { RunningExecutions } from './running-executions.js';

/** Warm executions are kept for this long after the start and after the last message. */
const TRAFFIC_MEMORY_MS = 60_000;

/** After a failure the next execution waits, twice as long each time in a row. */
const FIRST_FAILURE_DELAY_MS = 250;
const MAX_FAILURE_DELAY_MS = 30_000;

/** An execution that ends sooner than this without having settled anything has done nothing. */
const IDLE_EXIT_MS = 1_000;

/** A runner's parameters with every default filled in. */
export type JobScalerParams = Readonly<
  Required<Omit<JobDefinition, 'workingDirectory'>> & { workingDirectory: string | undefined }
>;

/** Starts executions for the messages of a queue and sees to their end. */
export class JobScaler {
  readonly #params: JobScalerParams;
  readonly #running: RunningExecutions;
  readonly #executions = new Map<JobExecution, Promise<void>>();
  /** Executions that failed and wait to be run again. */
  #awaitingRetry = 0;
  #failuresInARow = 0;
  #notBeforeMs = 0;
  #lastTrafficMs = Number.NEGATIVE_INFINITY;
  #isActive = false;
  #stops: readonly (() => void)[] = [];
  #cancelPoll: (() => void) | undefined;

  constructor(params: JobScalerParams) {
    this.#params = params;
    this.#running = new RunningExecutions(params.stateDirectory);
  }

  get running(): number {
    return this.#executions.size;
  }

  async start(): Promise<void> {
    const { logDirectory, name, queue } = this.#params;
    await this.#running.sweep();
    await mkdir(logDirectory, { recursive: true });
    await pruneLogs(logDirectory, name);
    this.#isActive = true;
    this.#lastTrafficMs = this.#params.clock.now();
    this.#stops = [queue.onAvailable(() => this.#scale())];
    this.#scale();
  }

  async dispose(graceMs: number): Promise<void> {
    this.#isActive = false;
    for (const stop of this.#stops) stop();
    this.#cancelPoll?.();
    for (const execution of this.#executions.keys()) execution.terminate(graceMs);
    await Promise.all(this.#executions.values());
  }

  #scale(): void {
    if (!this.#isActive) return;
    const { queue, maxExecutions, clock } = this.#params;
    const nowMs = clock.now();
    const { active } = queue.counts;
    if (active > 0) this.#lastTrafficMs = nowMs;
    const isBusy = nowMs - this.#lastTrafficMs < TRAFFIC_MEMORY_MS;
    const missing = executionsToStart({
      queueLength: active,
      messagesPerExecution: containerJobLimits.messagesPerExecution,
      running: this.#executions.size + this.#awaitingRetry,
      maxExecutions,
      warmExecutions: isBusy ? this.#params.warmExecutions : 0,
    });
    if (nowMs >= this.#notBeforeMs) for (let at = 0; at < missing; at += 1) this.#run(this.#newName(), 0);
    this.#pollLater(nowMs);
  }

  #pollLater(nowMs: number): void {
    const { clock, pollingIntervalMs } = this.#params;
    this.#cancelPoll?.();
    const atMs = nowMs < this.#notBeforeMs ? this.#notBeforeMs : nowMs + pollingIntervalMs;
    this.#cancelPoll = clock.schedule(atMs, () => this.#scale());
  }

  #newName(): string {
    return `${this.#params.name}-${randomBytes(4).toString('hex')}`;
  }

  #run(name: string, retries: number): void {
    const { queue, logDirectory, env } = this.#params;
    const settlements = queue.settlements;
    const execution = new JobExecution({
      ...this.#params,
      name,
      env: { ...env, CONTAINER_APP_JOB_NAME: this.#params.name },
      logFile: join(logDirectory, `${name}.log`),
      running: this.#running,
    });
    const ended = execution.ended.then((outcome) => {
      this.#executions.delete(execution);
      this.#onEnded(outcome, { retries, hasSettled: queue.settlements > settlements });
    });
    this.#executions.set(execution, ended);
  }

  #onEnded(outcome: ExecutionOutcome, before: { readonly retries: number; readonly hasSettled: boolean }): void {
    const { onExecutionEnded, replicaRetryLimit, clock } = this.#params;
    const hasFailed = outcome.exitCode !== 0;
    const wasUseless = hasFailed || (outcome.durationMs < IDLE_EXIT_MS && !before.hasSettled);
    this.#failuresInARow = wasUseless ? this.#failuresInARow + 1 : 0;
    const delayMs = wasUseless
      ? Math.min(MAX_FAILURE_DELAY_MS, FIRST_FAILURE_DELAY_MS * 2 ** (this.#failuresInARow - 1))
      : 0;
    this.#notBeforeMs = clock.now() + delayMs;
    onExecutionEnded(outcome);
    if (hasFailed && before.retries < replicaRetryLimit && this.#isActive) {
      this.#retryLater(outcome.name, { retries: before.retries + 1, delayMs });
    }
    this.#scale();
  }

  #retryLater(name: string, { retries, delayMs }: { readonly retries: number; readonly delayMs: number }): void {
    const { clock } = this.#params;
    this.#awaitingRetry += 1;
    const cancel = clock.schedule(clock.now() + delayMs, () => {
      this.#awaitingRetry -= 1;
      this.#run(name, retries);
    });
    this.#stops = [...this.#stops, cancel];
  }
}
