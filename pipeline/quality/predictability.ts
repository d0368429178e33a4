import { solveRidge } from './solve-ridge.js';

export interface PredictabilityParams {
  /** Row-major, one row per moment. */
  readonly causes: Float64Array;
  readonly causeWidth: number;
  readonly effects: Float64Array;
  readonly effectWidth: number;
}

/** Parts the moments are cut into; each is predicted from the others, so that nothing is learned by heart. */
const FOLDS = 5;
/** What is added to the diagonal: with a few hundred moments, enough to keep forty causes from explaining noise. */
const RIDGE = 300;

/**
 * How well one row of numbers can be told from another by a linear rule found on other moments: the mean correlation of
 * prediction and truth, −1…1. Rows follow one another in time; columns have mean 0 and variance 1.
 */
export function predictability({ causes, causeWidth: n, effects, effectWidth: m }: PredictabilityParams): number {
  const rows = effects.length / m;
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const [first, end] = [Math.floor((fold * rows) / FOLDS), Math.floor(((fold + 1) * rows) / FOLDS)];
    return { first, end, ...sumProducts({ causes, n, effects, m, first, end }) };
  });
  const dot = new Float64Array(m);
  const ours = new Float64Array(m);
  const theirs = new Float64Array(m);
  for (const held of folds) {
    const a = new Float64Array(n * n);
    const b = new Float64Array(n * m);
    for (const fold of folds) {
      if (fold === held) continue;
      for (let at = 0; at < a.length; at++) a[at] = (a[at] ?? 0) + (fold.a[at] ?? 0);
      for (let at = 0; at < b.length; at++) b[at] = (b[at] ?? 0) + (fold.b[at] ?? 0);
    }
    const rule = solveRidge(rowsOf(a, n), rowsOf(b, m), RIDGE);
    for (let row = held.first; row < held.end; row++) {
      for (let c = 0; c < m; c++) {
        let guess = 0;
        for (let i = 0; i < n; i++) guess += (causes[row * n + i] ?? 0) * (rule[i]?.[c] ?? 0);
        const truth = effects[row * m + c] ?? 0;
        dot[c] = (dot[c] ?? 0) + guess * truth;
        ours[c] = (ours[c] ?? 0) + guess * guess;
        theirs[c] = (theirs[c] ?? 0) + truth * truth;
      }
    }
  }
  return dot.reduce((sum, value, c) => sum + value / Math.sqrt((ours[c] ?? 0) * (theirs[c] ?? 0) + 1e-9), 0) / m;
}

/** The rows of a row-major matrix, not copied. */
function rowsOf(matrix: Float64Array, width: number): readonly Float64Array[] {
  return Array.from({ length: matrix.length / width }, (_, row) => matrix.subarray(row * width, (row + 1) * width));
}

interface SumProductsParams {
  readonly causes: Float64Array;
  readonly n: number;
  readonly effects: Float64Array;
  readonly m: number;
  readonly first: number;
  readonly end: number;
}

/** Sums of products of causes with causes, and with effects. */
function sumProducts({ causes, n, effects, m, first, end }: SumProductsParams) {
  const a = new Float64Array(n * n);
  const b = new Float64Array(n * m);
  for (let row = first; row < end; row++) {
    for (let i = 0; i < n; i++) {
      const cause = causes[row * n + i] ?? 0;
      for (let k = i; k < n; k++) a[i * n + k] = (a[i * n + k] ?? 0) + cause * (causes[row * n + k] ?? 0);
      for (let c = 0; c < m; c++) b[i * m + c] = (b[i * m + c] ?? 0) + cause * (effects[row * m + c] ?? 0);
    }
  }
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) a[i * n + k] = a[k * n + i] ?? 0;
  return { a, b };
}
