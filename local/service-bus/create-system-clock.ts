import type { Clock } from './clock.js';

/** The longest delay setTimeout takes; a longer one would fire at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's clock. Its timers never keep the process alive. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    schedule(atMs, callback) {
      let timer: NodeJS.Timeout | undefined;
      const arm = (): void => {
        const delayMs = Math.max(0, atMs - Date.now());
        timer = setTimeout(() => (atMs > Date.now() ? arm() : callback()), Math.min(delayMs, MAX_TIMEOUT_MS));
        timer.unref();
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
}
