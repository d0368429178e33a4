import { solveRidge } from '../quality/solve-ridge.js';

export interface PredictLipsParams {
  /** What is heard at each frame. All columns of comparable size around 0. */
  readonly heard: readonly Float64Array[];
  /** What the lips do at each frame, likewise. */
  readonly seen: readonly Float64Array[];
}

/** Each part of the frames is predicted from the others: what it is predicted by never saw it. */
const FOLDS = 5;
/** How strongly weights are held back, by the number of frames and at least: a few seconds of speech teach little. */
const PENALTY = 0.05;
const LEAST_PENALTY = 300;

/** What the lips should do at each frame, judged by the other frames: ridge regression, cross-validated in whole pieces. */
export function predictLips({ heard, seen }: PredictLipsParams): readonly Float64Array[] {
  const foldOf = (frame: number): number => Math.floor((frame * FOLDS) / heard.length);
  const sums = Array.from({ length: FOLDS }, () => emptySums(heard[0]?.length ?? 0, seen[0]?.length ?? 0));
  heard.forEach((row, frame) => {
    const sum = sums[foldOf(frame)];
    if (sum !== undefined) accumulate(sum, row, seen[frame] ?? new Float64Array(0));
  });
  const penalty = Math.max(LEAST_PENALTY, PENALTY * heard.length);
  const weights = sums.map((_, fold) => {
    const rest = addUp(sums.filter((__, other) => other !== fold));
    return solveRidge(rest.products, rest.targets, penalty);
  });
  return heard.map((row, frame) => apply(row, weights[foldOf(frame)] ?? []));
}

interface Sums {
  readonly products: Float64Array[];
  readonly targets: Float64Array[];
}

function emptySums(width: number, outputs: number): Sums {
  const rows = (length: number) => Array.from({ length: width }, () => new Float64Array(length));
  return { products: rows(width), targets: rows(outputs) };
}

function accumulate({ products, targets }: Sums, row: Float64Array, target: Float64Array): void {
  row.forEach((value, at) => {
    add(products[at], row, value);
    add(targets[at], target, value);
  });
}

function add(to: Float64Array | undefined, from: Float64Array, factor: number): void {
  if (to === undefined) return;
  for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + (from[at] ?? 0) * factor;
}

function addUp(parts: readonly Sums[]): Sums {
  const total = emptySums(parts[0]?.products.length ?? 0, parts[0]?.targets[0]?.length ?? 0);
  for (const { products, targets } of parts) {
    products.forEach((row, at) => {
      add(total.products[at], row, 1);
    });
    targets.forEach((row, at) => {
      add(total.targets[at], row, 1);
    });
  }
  return total;
}

function apply(row: Float64Array, weights: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(weights[0]?.length ?? 0);
  row.forEach((value, at) => {
    add(result, weights[at] ?? result, value);
  });
  return result;
}
