export interface AlignTokensParams {
  /** Cross-attention of the alignment heads: [head][row][frame]; a row for each token, and one for the end. */
  readonly attention: ReadonlyArray<readonly Float32Array[]>;
  /** Frames that hold sound; the rest of the window is padding. */
  readonly frames: number;
}

/** Frames either side of one that its weight is the median of: openai/whisper, whisper/timing.py. */
const MEDIAN_REACH = 3;

/**
 * The frame at which each token, and then the end, is reached: dynamic time warping over the cross-attentions,
 * normalised over the tokens and smoothed over time, as openai/whisper does (whisper/timing.py, `find_alignment`).
 */
export function alignTokens({ attention, frames }: AlignTokensParams): readonly number[] {
  const rows = attention[0]?.length ?? 0;
  if (rows === 0 || frames === 0) return [];
  const weights = Array.from({ length: rows }, () => new Float64Array(frames));
  for (const head of attention) addHead(weights, head, frames);
  return warp(weights, frames);
}

function addHead(weights: readonly Float64Array[], head: readonly Float32Array[], frames: number): void {
  const scaled = head.map(() => new Float64Array(frames));
  for (let frame = 0; frame < frames; frame++) {
    let [sum, squares] = [0, 0];
    for (const row of head) {
      const value = row[frame] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / head.length;
    const deviation = Math.sqrt(Math.max(0, squares / head.length - mean * mean)) || 1;
    for (const [at, row] of scaled.entries()) row[frame] = ((head[at]?.[frame] ?? 0) - mean) / deviation;
  }
  for (const [at, row] of scaled.entries()) {
    const sum = weights[at];
    if (sum === undefined) continue;
    const smooth = medianFilter(row);
    for (let frame = 0; frame < frames; frame++) sum[frame] = (sum[frame] ?? 0) + (smooth[frame] ?? 0);
  }
}

/** The edges are mirrored. */
function medianFilter(values: Float64Array): Float64Array {
  const last = values.length - 1;
  if (last < MEDIAN_REACH) return values;
  const window = new Float64Array(2 * MEDIAN_REACH + 1);
  return values.map((_, at) => {
    for (let offset = -MEDIAN_REACH; offset <= MEDIAN_REACH; offset++) {
      const index = Math.abs(at + offset);
      insert(window, offset + MEDIAN_REACH, values[index > last ? 2 * last - index : index] ?? 0);
    }
    return window[MEDIAN_REACH] ?? 0;
  });
}

/** Puts a value in its place among the first `count`, which are in order. */
function insert(sorted: Float64Array, count: number, value: number): void {
  let place = count;
  for (; place > 0 && (sorted[place - 1] ?? 0) > value; place--) sorted[place] = sorted[place - 1] ?? 0;
  sorted[place] = value;
}

const DIAGONAL = 0;
const NEXT_ROW = 1;
const NEXT_FRAME = 2;

/** The cheapest walk from the first token and frame to the last; gives the frame at which each row is entered. */
function warp(weights: readonly Float64Array[], frames: number): readonly number[] {
  const steps = weights.map(() => new Uint8Array(frames));
  let above = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY);
  above[0] = 0;
  for (const [row, values] of weights.entries()) {
    const costs = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY);
    for (let frame = 0; frame < frames; frame++) {
      const diagonal = above[frame] ?? 0;
      const nextRow = above[frame + 1] ?? 0;
      const nextFrame = costs[frame] ?? 0;
      const step = diagonal < nextRow && diagonal < nextFrame ? DIAGONAL : nextRow < nextFrame ? NEXT_ROW : NEXT_FRAME;
      costs[frame + 1] = Math.min(diagonal, nextRow, nextFrame) - (values[frame] ?? 0);
      const line = steps[row];
      if (line !== undefined) line[frame] = step;
    }
    above = costs;
  }
  return entries(steps, frames);
}

function entries(steps: readonly Uint8Array[], frames: number): readonly number[] {
  const entered = new Array<number>(steps.length).fill(0);
  let row = steps.length - 1;
  let frame = frames - 1;
  while (row >= 0 && frame >= 0) {
    entered[row] = frame;
    const step = steps[row]?.[frame];
    if (step === DIAGONAL || step === NEXT_ROW) row -= 1;
    if (step !== NEXT_ROW) frame -= 1;
  }
  return entered;
}
