/** Something an orchestration waits for: it settles once, successfully or not. */
export class ReplayTask {
  #state: 'open' | 'completed' | 'failed' = 'open';
  readonly #listeners: ((hasFailed: boolean) => void)[] = [];

  static completed(): ReplayTask {
    const task = new ReplayTask();
    task.settle(false);
    return task;
  }

  /** Settles as soon as any of `tasks` has. */
  static whenAny(tasks: readonly ReplayTask[]): ReplayTask {
    const any = new ReplayTask();
    for (const task of tasks) task.onSettled(() => any.settle(false));
    return any;
  }

  /** Settles when all of `tasks` have, also the failed ones: the SDK fails fast, the host does not. */
  static whenAll(tasks: readonly ReplayTask[]): ReplayTask {
    const all = new ReplayTask();
    let open = tasks.length;
    let hasFailed = false;
    for (const task of tasks) {
      task.onSettled((taskHasFailed) => {
        hasFailed ||= taskHasFailed;
        open -= 1;
        if (open === 0) all.settle(hasFailed);
      });
    }
    return all;
  }

  get isSettled(): boolean {
    return this.#state !== 'open';
  }

  /** The first call decides; later ones change nothing. */
  settle(hasFailed: boolean): void {
    if (this.isSettled) return;
    this.#state = hasFailed ? 'failed' : 'completed';
    for (const listener of this.#listeners) listener(hasFailed);
  }

  /** Calls `listener` when the task settles, at once when it has. */
  onSettled(listener: (hasFailed: boolean) => void): void {
    if (this.isSettled) listener(this.#state === 'failed');
    else this.#listeners.push(listener);
  }
}
