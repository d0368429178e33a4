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
    const column = head.map((row) => row[frame] ?? 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    const deviation = Math.sqrt(variance) || 1;
    for (const [at, value] of column.entries()) {
      const row = scaled[at];
      if (row !== undefined) row[frame] = (value - mean) / deviation;
    }
  }
  for (const [at, row] of scaled.entries()) {
    const sum = weights[at];
    for (const [frame, value] of medianFilter(row).entries())
      if (sum !== undefined) sum[frame] = (sum[frame] ?? 0) + value;
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
      window[offset + MEDIAN_REACH] = values[index > last ? 2 * last - index : index] ?? 0;
    }
    return window.toSorted()[MEDIAN_REACH] ?? 0;
  });
}

const DIAGONAL = 0;
const NEXT_ROW = 1;

/** The cheapest walk from the first token and frame to the last; gives the frame at which each row is entered. */
function warp(weights: readonly Float64Array[], frames: number): readonly number[] {
  const steps = weights.map(() => new Uint8Array(frames));
  let above = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY);
  above[0] = 0;
  for (const [row, values] of weights.entries()) {
    const costs = new Float64Array(frames + 1).fill(Number.POSITIVE_INFINITY);
    for (let frame = 0; frame < frames; frame++) {
      const choices = [above[frame] ?? 0, above[frame + 1] ?? 0, costs[frame] ?? 0];
      const [diagonal = 0, nextRow = 0, nextFrame = 0] = choices;
      const step = diagonal < nextRow && diagonal < nextFrame ? DIAGONAL : nextRow < nextFrame ? NEXT_ROW : 2;
      costs[frame + 1] = (choices[step] ?? 0) - (values[frame] ?? 0);
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
