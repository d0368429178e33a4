/** Runs the turns of instances and entities: never two of the same at once, and a bounded number in all. */
export interface TurnQueueParams {
  readonly maxConcurrent: number;
  /** Begins a turn of `id`, or answers undefined when it has nothing to do. Must not reject. */
  readonly run: (id: string) => Promise<void> | undefined;
}

/**
 * Turns begin on the next round of the event loop, so that all messages that arrive in one round share a turn.
 * https://nodejs.org/api/timers.html#setimmediatecallback-args
 */
export class TurnQueue {
  readonly #params: TurnQueueParams;
  readonly #ready = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #pump: NodeJS.Immediate | undefined;
  #isStopped = false;

  constructor(params: TurnQueueParams) {
    this.#params = params;
  }

  /** Says that `id` may have something to do. */
  add(id: string): void {
    this.#ready.add(id);
    this.#wake();
  }

  /** Begins no more turns; resolves when those that run have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running.values());
  }

  #wake(): void {
    if (this.#isStopped) return;
    this.#pump ??= setImmediate(() => {
      this.#pump = undefined;
      this.#beginTurns();
    });
  }

  #beginTurns(): void {
    for (const id of this.#ready) {
      if (this.#isStopped || this.#running.size >= this.#params.maxConcurrent) return;
      // An id whose turn is running stays ready: its end wakes the queue.
      if (this.#running.has(id)) continue;
      this.#ready.delete(id);
      const turn = this.#params.run(id);
      if (turn)
        this.#running.set(
          id,
          turn.finally(() => this.#end(id)),
        );
    }
  }

  #end(id: string): void {
    this.#running.delete(id);
    // Messages may have arrived during the turn.
    this.#ready.add(id);
    this.#wake();
  }
}
