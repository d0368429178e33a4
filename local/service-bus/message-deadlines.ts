import type { Clock } from './clock.js';
import { ClockAlarm } from './clock-alarm.js';
import type { MessageLock } from './message-locks.js';
import type { StoredMessage } from './stored-message.js';

/** Who is told; each must ignore what no longer matters, as nothing is taken back here. */
export interface DeadlineListeners {
  readonly onVisible: (sequenceNumber: number) => void;
  readonly onExpired: (sequenceNumber: number) => void;
  readonly onLockEnd: (lockToken: string) => void;
}

/** What a queue waits for: scheduled messages to become visible, others to expire, locks to end. */
export class MessageDeadlines {
  readonly #clock: Clock;
  readonly #listeners: DeadlineListeners;
  readonly #alarm: ClockAlarm<() => void>;

  constructor(clock: Clock, listeners: DeadlineListeners) {
    this.#clock = clock;
    this.#listeners = listeners;
    this.#alarm = new ClockAlarm(clock, (tell) => tell());
  }

  /** Watches for the times a message carries. */
  watch({ sequenceNumber, enqueuedAtMs, expiresAtMs, isDeferred }: StoredMessage): void {
    const { onVisible, onExpired } = this.#listeners;
    if (expiresAtMs !== undefined) this.#alarm.set(expiresAtMs, () => onExpired(sequenceNumber));
    const isScheduled = !isDeferred && enqueuedAtMs > this.#clock.now();
    if (isScheduled) this.#alarm.set(enqueuedAtMs, () => onVisible(sequenceNumber));
  }

  watchLock({ token, untilMs }: MessageLock): void {
    this.#alarm.set(untilMs, () => this.#listeners.onLockEnd(token));
  }

  /** Tells of everything that is due now, so that what follows sees the queue as of this moment. */
  meet(): void {
    this.#alarm.ringDue();
  }

  dispose(): void {
    this.#alarm.dispose();
  }
}
