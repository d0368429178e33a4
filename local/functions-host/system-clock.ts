/** Time as the host sees it; tests pass one they advance by hand. */
export interface HostClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /**
   * Calls `action` once, never before `atMs`; returns a function that cancels it.
   * A pending action does not keep the process alive.
   */
  schedule(atMs: number, action: () => void): () => void;
}

/** setTimeout fires at once for anything longer; longer waits are cut into pieces of this length. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The wall clock. */
export const systemClock: HostClock = {
  now: () => Date.now(),
  schedule(atMs, action) {
    let timeout: NodeJS.Timeout;
    const arm = (): void => {
      // setTimeout may fire a millisecond early by the wall clock, and durable code compares the two.
      const remainingMs = atMs - Date.now();
      if (remainingMs <= 0) timeout = setTimeout(action, 0);
      else
        timeout = setTimeout(() => (Date.now() >= atMs ? action() : arm()), Math.min(remainingMs, LONGEST_TIMEOUT_MS));
      timeout.unref();
    };
    arm();
    return () => clearTimeout(timeout);
  },
};
