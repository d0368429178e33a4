import { createFft } from './create-fft.js';

/**
 * One frame of a stereo signal in the frequency domain: the transform of `left + i·right`, full size.
 * A real mask that is symmetric (`m[k] = m[size − k]`) filters both channels alike.
 */
export interface StereoSpectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Sample position of the middle of the frame on the input's timeline. */
  readonly centreSample: number;
}

/** Two channels of equal length. */
export interface StereoBlock {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** The filtered signal beside the untouched one, sample-aligned. */
export interface FilteredBlock {
  readonly dry: StereoBlock;
  readonly wet: StereoBlock;
}

/** A streaming filter; what `push` and `flush` return adds up to exactly the length of what was pushed. */
export interface SpectralFilter {
  push(block: StereoBlock): FilteredBlock;
  flush(): FilteredBlock;
}

export interface SpectralFilterParams {
  /** Frame length in samples, a power of two. Frames overlap by three quarters. */
  readonly size: number;
  /** Changes the spectrum in place. Called once per frame, in time order. */
  readonly process: (spectrum: StereoSpectrum) => void;
}

/** Builds an overlap-add filter with sine windows: an untouched spectrum gives the input back. */
export function createSpectralFilter(params: SpectralFilterParams): SpectralFilter {
  const core = createOverlapAdd(params);
  const lead = params.size - params.size / 4;
  let skip = lead;
  let owed = 0;
  const run = (left: Float32Array, right: Float32Array): FilteredBlock => {
    const filtered = core(left, right);
    const drop = Math.min(skip, filtered.dry.left.length);
    skip -= drop;
    const keep = Math.min(filtered.dry.left.length - drop, owed);
    owed -= keep;
    return { dry: cut(filtered.dry, drop, keep), wet: cut(filtered.wet, drop, keep) };
  };
  return {
    push: ({ left, right }) => {
      owed += left.length;
      return run(left, right);
    },
    flush: () => run(new Float32Array(2 * params.size), new Float32Array(2 * params.size)),
  };
}

const cut = (block: StereoBlock, from: number, count: number): StereoBlock => ({
  left: block.left.subarray(from, from + count),
  right: block.right.subarray(from, from + count),
});

type OverlapAdd = (left: Float32Array, right: Float32Array) => FilteredBlock;

function createOverlapAdd({ size, process }: SpectralFilterParams): OverlapAdd {
  const hop = size / 4;
  const fft = createFft(size);
  const window = Float64Array.from({ length: size }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / size));
  const history = { left: new Float32Array(size), right: new Float32Array(size) };
  const sum = { left: new Float64Array(size), right: new Float64Array(size) };
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  let filled = size - hop;
  let frames = 0;

  const runFrame = (): void => {
    for (let i = 0; i < size; i++) {
      re[i] = (history.left[i] ?? 0) * (window[i] ?? 0);
      im[i] = (history.right[i] ?? 0) * (window[i] ?? 0);
    }
    fft.forward(re, im);
    process({ re, im, centreSample: (frames + 1) * hop - size / 2 });
    fft.inverse(re, im);
    frames += 1;
    for (let i = 0; i < size; i++) {
      // Four overlapping squared sine windows add up to two.
      const weight = 0.5 * (window[i] ?? 0);
      sum.left[i] = (sum.left[i] ?? 0) + (re[i] ?? 0) * weight;
      sum.right[i] = (sum.right[i] ?? 0) + (im[i] ?? 0) * weight;
    }
  };

  return (left, right) => {
    const frameCount = Math.floor((filled - (size - hop) + left.length) / hop);
    const dry = { left: new Float32Array(frameCount * hop), right: new Float32Array(frameCount * hop) };
    const wet = { left: new Float32Array(frameCount * hop), right: new Float32Array(frameCount * hop) };
    let read = 0;
    for (let frame = 0; frame < frameCount; frame++) {
      const take = size - filled;
      history.left.set(left.subarray(read, read + take), filled);
      history.right.set(right.subarray(read, read + take), filled);
      read += take;
      runFrame();
      emit({ history, sum, dry, wet, at: frame * hop, hop });
      filled = size - hop;
    }
    history.left.set(left.subarray(read), filled);
    history.right.set(right.subarray(read), filled);
    filled += left.length - read;
    return { dry, wet };
  };
}

interface EmitParams {
  readonly history: StereoBlock;
  readonly sum: { readonly left: Float64Array; readonly right: Float64Array };
  readonly dry: StereoBlock;
  readonly wet: StereoBlock;
  readonly at: number;
  readonly hop: number;
}

function emit({ history, sum, dry, wet, at, hop }: EmitParams): void {
  for (const side of ['left', 'right'] as const) {
    dry[side].set(history[side].subarray(0, hop), at);
    wet[side].set(sum[side].subarray(0, hop), at);
    history[side].copyWithin(0, hop);
    sum[side].copyWithin(0, hop);
    sum[side].fill(0, sum[side].length - hop);
  }
}
