/** Voices that are taken for one person already. */
export interface VoiceGroup {
  /** Mean of their embeddings. */
  readonly centroid: Float32Array;
  /** How many they are. */
  readonly size: number;
  /** Windows they were heard in: groups that share one are different people. */
  readonly windows: ReadonlySet<number>;
}

/** Two groups become one, under the first one's index. */
export interface VoiceMerge {
  readonly into: number;
  readonly from: number;
  /** Between their centroids. */
  readonly distance: number;
  /** They are heard in one window, and no two groups were left that are not. */
  readonly isForced: boolean;
}

/**
 * Agglomerative clustering by centroids (the linkage pyannote uses): always the two nearest groups, until one is left.
 * Groups that share a window are merged only when nothing else is left to merge. Needs 4 n² bytes; the time grows with
 * n², in the worst case with a sixth of n³ additions.
 */
export function agglomerateVoices(groups: readonly VoiceGroup[]): VoiceMerge[] {
  const table = layTable(groups);
  measure(table, (i, j) => !sharesWindow(groups[i], groups[j]));
  const merges: VoiceMerge[] = [];
  let isForced = false;
  while (table.alive.length > 1) {
    const into = findNearest(table);
    if (into === undefined) {
      measure(table, () => true);
      isForced = true;
      continue;
    }
    merges.push({ ...mergeWithPartner(table, into), isForced });
  }
  return merges;
}

/** Squared distances between groups, and for each the nearest other one. */
interface Table {
  readonly sizes: number[];
  readonly centroids: Float64Array[];
  readonly squares: Float32Array;
  readonly alive: number[];
  /** The nearest neighbour when it was last looked for, and its distance then, which can only have grown since. */
  readonly partners: Int32Array;
  readonly bounds: Float64Array;
}

function layTable(groups: readonly VoiceGroup[]): Table {
  const n = groups.length;
  return {
    sizes: groups.map(({ size }) => size),
    centroids: groups.map(({ centroid }) => Float64Array.from(centroid)),
    squares: new Float32Array(n * n),
    alive: groups.map((_, index) => index),
    partners: new Int32Array(n),
    bounds: new Float64Array(n),
  };
}

function measure(table: Table, mayMerge: (i: number, j: number) => boolean): void {
  const { alive, centroids } = table;
  for (const i of alive) {
    for (const j of alive) {
      if (j > i)
        put(table, i, j, mayMerge(i, j) ? squareBetween(centroids[i], centroids[j]) : Number.POSITIVE_INFINITY);
    }
  }
  for (const i of alive) look(table, i);
}

function sharesWindow(a: VoiceGroup | undefined, b: VoiceGroup | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [few, many] = a.windows.size < b.windows.size ? [a.windows, b.windows] : [b.windows, a.windows];
  for (const window of few) if (many.has(window)) return true;
  return false;
}

function squareBetween(a: Float64Array | undefined, b: Float64Array | undefined): number {
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
}

function put({ squares, sizes }: Table, i: number, j: number, square: number): void {
  squares[i * sizes.length + j] = square;
  squares[j * sizes.length + i] = square;
}

const at = ({ squares, sizes }: Table, i: number, j: number): number =>
  squares[i * sizes.length + j] ?? Number.POSITIVE_INFINITY;

function look(table: Table, i: number): void {
  let partner = i;
  let bound = Number.POSITIVE_INFINITY;
  for (const j of table.alive) {
    const square = j === i ? Number.POSITIVE_INFINITY : at(table, i, j);
    if (square >= bound) continue;
    partner = j;
    bound = square;
  }
  table.partners[i] = partner;
  table.bounds[i] = bound;
}

/** The group whose neighbour is nearer than any other's; undefined when all that are left share windows. */
function findNearest(table: Table): number | undefined {
  for (;;) {
    let best = -1;
    let bound = Number.POSITIVE_INFINITY;
    for (const i of table.alive) {
      const own = table.bounds[i] ?? Number.POSITIVE_INFINITY;
      if (own >= bound) continue;
      best = i;
      bound = own;
    }
    if (best < 0) return undefined;
    if (at(table, best, table.partners[best] ?? best) === bound) return best;
    look(table, best);
  }
}

function mergeWithPartner(table: Table, into: number): Omit<VoiceMerge, 'isForced'> {
  const { sizes, centroids, partners, bounds } = table;
  const from = partners[into] ?? into;
  const between = at(table, into, from);
  const [a, b] = [sizes[into] ?? 1, sizes[from] ?? 1];
  table.alive.splice(table.alive.indexOf(from), 1);
  for (const k of table.alive) {
    // Lance and Williams: the distance to the middle of two follows from the distances to both
    const square = (a * at(table, k, into) + b * at(table, k, from)) / (a + b) - (a * b * between) / (a + b) ** 2;
    put(table, from, k, Number.POSITIVE_INFINITY);
    if (k === into) continue;
    put(table, into, k, square);
    if (square >= (bounds[k] ?? 0)) continue;
    partners[k] = into;
    bounds[k] = at(table, into, k);
  }
  const [own, other] = [centroids[into], centroids[from]];
  own?.forEach((value, i) => {
    own[i] = (a * value + b * (other?.[i] ?? 0)) / (a + b);
  });
  sizes[into] = a + b;
  look(table, into);
  return { into, from, distance: Math.sqrt(Math.max(0, between)) };
}
