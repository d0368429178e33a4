/** What a row remembers of the best way to reach a state. */
export interface RowEntry {
  /** State of the row before that this continues; −1 in the first row. */
  readonly from: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly rate: number;
  readonly wording: number;
}

/**
 * One row of the dynamic program: for each grid index t, the least cost of having placed every line so far such that
 * the next may start at t. After `settle`, a state also stands for everything that was free earlier.
 */
export class SceneRow {
  readonly #first: number;
  readonly #costs: Float64Array;
  readonly #entries: (RowEntry | undefined)[];

  constructor(range: { readonly first: number; readonly last: number }) {
    this.#first = range.first;
    const size = Math.max(0, range.last - range.first + 1);
    this.#costs = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    this.#entries = new Array(size).fill(undefined);
  }

  /** Whether an offer would be taken; asked first so that losing offers cost no allocation. */
  isBetter(state: number, cost: number): boolean {
    const best = this.#costs[state - this.#first];
    return best !== undefined && cost < best;
  }

  /** Takes an entry for a state. Call only after {@link isBetter}. */
  take(state: number, cost: number, entry: RowEntry): void {
    this.#costs[state - this.#first] = cost;
    this.#entries[state - this.#first] = entry;
  }

  settle(): void {
    for (let index = 1; index < this.#costs.length; index += 1) {
      const before = this.#costs[index - 1] ?? Number.POSITIVE_INFINITY;
      if (before <= (this.#costs[index] ?? Number.POSITIVE_INFINITY)) {
        this.#costs[index] = before;
        this.#entries[index] = this.#entries[index - 1];
      }
    }
  }

  /** Least cost of being free at a state or earlier; a state after the last is as good as the last. */
  costAt(state: number): number {
    return this.#costs[this.#indexOf(state)] ?? Number.POSITIVE_INFINITY;
  }

  entryAt(state: number): RowEntry | undefined {
    return this.#entries[this.#indexOf(state)];
  }

  #indexOf(state: number): number {
    return Math.min(state - this.#first, this.#costs.length - 1);
  }
}
