import type { QueueSource, ReceivedMessage } from '../../../local/functions-host/triggers/queue-source.js';

const LOCK_MS = 60_000;

/** A queue in memory with the rules a listener relies on, and a record of how its messages were settled. */
export class TestQueue implements QueueSource {
  readonly settled: string[] = [];
  renewals = 0;
  readonly #waiting: ReceivedMessage[] = [];
  readonly #locked = new Map<string, ReceivedMessage>();
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  #sequence = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get lockedCount(): number {
    return this.#locked.size;
  }

  send(body: unknown, overrides: Partial<ReceivedMessage> = {}): void {
    this.#sequence += 1;
    this.#add({
      lockToken: '',
      lockedUntilMs: 0,
      body: body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      messageId: `message-${this.#sequence}`,
      deliveryCount: 0,
      sequenceNumber: this.#sequence,
      enqueuedAtMs: Date.UTC(2026, 0, 1),
      expiresAtMs: undefined,
      contentType: undefined,
      correlationId: undefined,
      subject: undefined,
      to: undefined,
      replyTo: undefined,
      deadLetterSource: undefined,
      applicationProperties: {},
      ...overrides,
    });
  }

  receive(maxMessages: number): readonly ReceivedMessage[] {
    return this.#waiting.splice(0, maxMessages).map((message) => {
      const lockToken = `lock-${message.sequenceNumber}-${message.deliveryCount}`;
      const locked = { ...message, lockToken, lockedUntilMs: this.#now() + LOCK_MS };
      this.#locked.set(lockToken, locked);
      return locked;
    });
  }

  async complete(lockToken: string): Promise<void> {
    this.settled.push(`completed ${this.#unlock(lockToken).messageId}`);
  }

  async abandon(lockToken: string): Promise<void> {
    const message = this.#unlock(lockToken);
    this.settled.push(`abandoned ${message.messageId}`);
    if (message.deliveryCount < 1) this.#add({ ...message, deliveryCount: message.deliveryCount + 1 });
  }

  renewLock(lockToken: string): number {
    if (!this.#locked.has(lockToken)) throw new Error('lock lost');
    this.renewals += 1;
    return this.#now() + LOCK_MS;
  }

  onAvailable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the lock away, as an expiry does. */
  loseLocks(): void {
    this.#locked.clear();
  }

  #add(message: ReceivedMessage): void {
    this.#waiting.push(message);
    for (const listener of this.#listeners) listener();
  }

  #unlock(lockToken: string): ReceivedMessage {
    const message = this.#locked.get(lockToken);
    if (!message) throw new Error('lock lost');
    this.#locked.delete(lockToken);
    return message;
  }
}
