import type { HostClock } from '../system-clock.js';

/** Timers of running executions, by instance and event id. */
export class InstanceTimers {
  readonly #clock: HostClock;
  readonly #cancels = new Map<string, Map<number, () => void>>();

  constructor(clock: HostClock) {
    this.#clock = clock;
  }

  /** Calls `fire` once `fireAt` (ISO 8601) has come. */
  arm({ instanceId, timerId, fireAt }: ArmTimerParams, fire: () => void): void {
    const timers = this.#cancels.get(instanceId) ?? new Map<number, () => void>();
    this.#cancels.set(instanceId, timers);
    timers.set(
      timerId,
      this.#clock.schedule(Date.parse(fireAt), () => {
        timers.delete(timerId);
        fire();
      }),
    );
  }

  cancel(instanceId: string, timerId: number): void {
    const timers = this.#cancels.get(instanceId);
    timers?.get(timerId)?.();
    timers?.delete(timerId);
  }

  /** Cancels what an execution that has ended still waits for. */
  cancelInstance(instanceId: string): void {
    for (const cancel of this.#cancels.get(instanceId)?.values() ?? []) cancel();
    this.#cancels.delete(instanceId);
  }

  cancelAll(): void {
    for (const instanceId of [...this.#cancels.keys()]) this.cancelInstance(instanceId);
  }
}

export interface ArmTimerParams {
  readonly instanceId: string;
  readonly timerId: number;
  readonly fireAt: string;
}
