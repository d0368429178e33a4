import type { HostLog } from '../host-log.js';
import type { HostClock } from '../system-clock.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { FunctionRetryOptions } from '../worker/function-metadata.js';
import { retryDelayMs } from '../worker/retry-delay-ms.js';
import type { TimerRuns } from './open-timer-runs.js';
import { parseSchedule, type Schedule } from './parse-schedule.js';

export interface TimerListenerParams {
  readonly functionName: string;
  readonly schedule: string;
  readonly runsOnStartup: boolean;
  readonly retryOptions: FunctionRetryOptions | undefined;
  readonly runs: TimerRuns;
  readonly invoke: InvokeFunction;
  readonly clock: HostClock;
  readonly log: HostLog;
}

/**
 * Runs one timer function on its schedule, one run at a time. Runs missed while the host was down are made up for by
 * one run, marked past due.
 */
export class TimerListener {
  readonly #params: TimerListenerParams;
  readonly #schedule: Schedule;
  #cancel: () => void = () => undefined;
  #isDisposed = false;
  #running: Promise<void> = Promise.resolve();

  /** @throws Error when the schedule cannot be read. */
  constructor(params: TimerListenerParams) {
    this.#params = params;
    this.#schedule = parseSchedule(params.schedule);
  }

  start(): void {
    const { functionName, schedule, runs, runsOnStartup, clock } = this.#params;
    const last = runs.last(functionName);
    // A changed schedule says nothing about runs that the old one has missed.
    const dueMs = last?.schedule === schedule ? last.nextMs : undefined;
    const isPastDue = dueMs !== undefined && dueMs <= clock.now();
    if (isPastDue || runsOnStartup) this.#begin(isPastDue);
    else this.#arm();
  }

  /** Resolves when a run in progress has ended. Idempotent. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#cancel();
    await this.#running;
  }

  #arm(): void {
    const nextMs = this.#schedule.next(this.#params.clock.now());
    if (this.#isDisposed || nextMs === undefined) return;
    this.#cancel = this.#params.clock.schedule(nextMs, () => this.#begin(false));
  }

  #begin(isPastDue: boolean): void {
    this.#running = this.#run(isPastDue);
  }

  async #run(isPastDue: boolean): Promise<void> {
    const { functionName, schedule, runs, clock } = this.#params;
    const lastMs = clock.now();
    try {
      await this.#invokeWithRetries(isPastDue, lastMs);
    } catch (cause) {
      this.#report('The timer function failed', cause);
    }
    const nextMs = this.#schedule.next(clock.now());
    try {
      await runs.record({ functionName, schedule, lastMs, ...(nextMs === undefined ? {} : { nextMs }) });
    } catch (cause) {
      this.#report('The run of the timer could not be recorded', cause);
    }
    this.#arm();
  }

  async #invokeWithRetries(isPastDue: boolean, nowMs: number): Promise<void> {
    const { functionName, invoke, retryOptions } = this.#params;
    const trigger = { json: JSON.stringify(this.#timerInfo(isPastDue, nowMs)) };
    for (let retryCount = 0; ; retryCount += 1) {
      const maxRetryCount = retryOptions?.maxRetryCount ?? 0;
      try {
        await invoke({
          functionName,
          trigger,
          ...(retryOptions ? { retryContext: { retryCount, maxRetryCount } } : {}),
        });
        return;
      } catch (cause) {
        const delayMs = this.#isDisposed ? undefined : retryDelayMs(retryOptions, retryCount + 1);
        if (delayMs === undefined) throw cause;
        await this.#pause(delayMs);
      }
    }
  }

  #pause(delayMs: number): Promise<void> {
    const { clock } = this.#params;
    return new Promise((resolve) => {
      const cancel = clock.schedule(clock.now() + delayMs, resolve);
      this.#cancel = () => {
        cancel();
        resolve();
      };
    });
  }

  #timerInfo(isPastDue: boolean, nowMs: number): object {
    const last = this.#params.runs.last(this.#params.functionName);
    const nextMs = this.#schedule.next(nowMs);
    const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();
    return {
      Schedule: { AdjustForDST: true },
      ScheduleStatus: { Last: iso(last?.lastMs), Next: iso(nextMs), LastUpdated: iso(last?.lastMs) },
      IsPastDue: isPastDue,
    };
  }

  #report(what: string, cause: unknown): void {
    const { functionName, log } = this.#params;
    const reason = cause instanceof Error ? cause.message : String(cause);
    log({ level: 'error', category: 'host', message: `${what}: ${reason}`, functionName, cause });
  }
}
