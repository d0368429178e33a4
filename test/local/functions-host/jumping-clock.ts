import type { HostClock } from '../../../local/functions-host/system-clock.js';

/** A clock that never makes anyone wait: it jumps to the time of whatever is scheduled. */
export function createJumpingClock(startMs = Date.UTC(2026, 10, 21)): HostClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    schedule(atMs, action) {
      const immediate = setImmediate(() => {
        nowMs = Math.max(nowMs, atMs);
        action();
      });
      return () => clearImmediate(immediate);
    },
  };
}
