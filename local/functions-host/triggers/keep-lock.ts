import type { HostClock } from '../system-clock.js';
import type { QueueSource, ReceivedMessage } from './queue-source.js';

export interface KeepLockParams {
  readonly source: QueueSource;
  readonly message: ReceivedMessage;
  readonly clock: HostClock;
  /** Renewal ends after this time; the message is then delivered to another receiver. */
  readonly maxRenewalMs: number;
}

/** Renews the lock of a message at half of its remaining time; returns the end of that. */
export function keepLock({ source, message, clock, maxRenewalMs }: KeepLockParams): () => void {
  const lastRenewalMs = clock.now() + maxRenewalMs;
  let isOver = false;
  let cancel: () => void = () => undefined;
  const arm = (lockedUntilMs: number): void => {
    const atMs = clock.now() + (lockedUntilMs - clock.now()) / 2;
    if (isOver || atMs > lastRenewalMs) return;
    cancel = clock.schedule(atMs, () => {
      try {
        arm(source.renewLock(message.lockToken));
      } catch {
        // The lock is lost; settling the message will say so.
      }
    });
  };
  arm(message.lockedUntilMs);
  return () => {
    isOver = true;
    cancel();
  };
}
