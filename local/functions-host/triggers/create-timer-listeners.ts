import type { HostLog } from '../host-log.js';
import type { HostClock } from '../system-clock.js';
import { findTrigger } from '../worker/find-trigger.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RegisteredFunction } from '../worker/function-registry.js';
import type { TimerRuns } from './open-timer-runs.js';
import { TimerListener } from './timer-listener.js';

export interface TimerListenersParams {
  readonly functions: Iterable<RegisteredFunction>;
  readonly runs: TimerRuns;
  readonly invoke: InvokeFunction;
  readonly clock: HostClock;
  readonly log: HostLog;
  /** Puts app settings in place of `%NAME%`. */
  readonly resolveText: (text: string) => string;
}

/**
 * A listener for each function with a timer trigger, not started.
 *
 * @throws Error for a schedule that cannot be read.
 */
export function createTimerListeners(params: TimerListenersParams): readonly TimerListener[] {
  const listeners: TimerListener[] = [];
  const { runs, invoke, clock, log } = params;
  for (const { metadata } of params.functions) {
    const { type, options } = findTrigger(metadata);
    if (type !== 'timertrigger') continue;
    listeners.push(
      new TimerListener({
        functionName: metadata.name,
        schedule: params.resolveText(String(options['schedule'])),
        runsOnStartup: options['runOnStartup'] === true,
        retryOptions: metadata.retryOptions,
        runs,
        invoke,
        clock,
        log,
      }),
    );
  }
  return listeners;
}
