import { createFourier } from '../neural/create-fourier.js';
import { reflectIndex } from '../neural/reflect-index.js';

/** The spectrum of one moment of two real signals, bins 0 … size / 2 each. Written anew for every frame. */
export interface PairSpectrum {
  readonly leftRe: Float64Array;
  readonly leftIm: Float64Array;
  readonly rightRe: Float64Array;
  readonly rightIm: Float64Array;
}

/** Two real signals of one length. */
export type SamplePair = readonly [Float32Array, Float32Array];

/** Frames of two real signals there and back, as `torch.stft` and `torch.istft` with `center=True` have them. */
export interface PairTransform {
  readonly bins: number;
  /** How many frames that many samples have: one, and one more per hop. */
  framesOf(samples: number): number;
  /** Shows every frame in turn: periodic Hann window, both ends mirrored by half a frame, no scaling. */
  forward(signals: SamplePair, frames: number, show: (frame: number, spectrum: PairSpectrum) => void): void;
  /** Asks for every frame in turn and adds them up, divided by the sum of the squared windows. */
  inverse(frames: number, samples: number, fill: (frame: number, spectrum: PairSpectrum) => void): SamplePair;
}

export interface PairTransformParams {
  /** Frame length; factors 2, 3 and 5. */
  readonly size: number;
  readonly hop: number;
}

/** Below this the windows of no frame reach a sample, as `torch.istft` has it. */
const NO_WINDOW = 1e-11;

/** Builds the transform. One complex transform carries both signals: left as its real, right as its imaginary part. */
export function createPairTransform({ size, hop }: PairTransformParams): PairTransform {
  const fourier = createFourier(size);
  const bins = size / 2 + 1;
  const window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const empty = (): Float64Array => new Float64Array(bins);
  const spectrum: PairSpectrum = { leftRe: empty(), leftIm: empty(), rightRe: empty(), rightIm: empty() };
  const envelopes = new Map<number, Float64Array>();
  const envelopeOf = (frames: number): Float64Array => {
    const known = envelopes.get(frames) ?? sumOfSquares({ window, hop, frames });
    envelopes.clear(); // segments are of one length but for the last
    envelopes.set(frames, known);
    return known;
  };
  return {
    bins,
    framesOf: (samples) => 1 + Math.floor(samples / hop),
    forward: ([left, right], frames, show) => {
      for (let frame = 0; frame < frames; frame++) {
        const start = frame * hop - size / 2;
        for (let i = 0; i < size; i++) {
          const at = start + i;
          const from = at < 0 || at >= left.length ? reflectIndex(at, left.length) : at;
          re[i] = (left[from] ?? 0) * (window[i] ?? 0);
          im[i] = (right[from] ?? 0) * (window[i] ?? 0);
        }
        fourier.forward(re, im);
        part(re, im, spectrum);
        show(frame, spectrum);
      }
    },
    inverse: (frames, samples, fill) => {
      const envelope = envelopeOf(frames);
      const sums = [new Float64Array(envelope.length), new Float64Array(envelope.length)] as const;
      for (let frame = 0; frame < frames; frame++) {
        fill(frame, spectrum);
        join(spectrum, re, im);
        fourier.inverse(re, im);
        for (let i = 0, at = frame * hop; i < size; i++, at++) {
          sums[0][at] = (sums[0][at] ?? 0) + (re[i] ?? 0) * (window[i] ?? 0);
          sums[1][at] = (sums[1][at] ?? 0) + (im[i] ?? 0) * (window[i] ?? 0);
        }
      }
      return [divide(sums[0], envelope, size / 2, samples), divide(sums[1], envelope, size / 2, samples)];
    },
  };
}

/** The transforms of two real signals out of that of left + i·right. */
function part(re: Float64Array, im: Float64Array, { leftRe, leftIm, rightRe, rightIm }: PairSpectrum): void {
  const size = re.length;
  for (let bin = 0; bin < leftRe.length; bin++) {
    const mirror = bin === 0 ? 0 : size - bin;
    const [zr, zi, mr, mi] = [re[bin] ?? 0, im[bin] ?? 0, re[mirror] ?? 0, im[mirror] ?? 0];
    leftRe[bin] = (zr + mr) / 2;
    leftIm[bin] = (zi - mi) / 2;
    rightRe[bin] = (zi + mi) / 2;
    rightIm[bin] = (mr - zr) / 2;
  }
}

/** The other way; what is imaginary at the lowest and the highest bin cannot be of a real signal and is left out. */
function join({ leftRe, leftIm, rightRe, rightIm }: PairSpectrum, re: Float64Array, im: Float64Array): void {
  const size = re.length;
  const last = size / 2;
  for (let bin = 0; bin <= last; bin++) {
    const isEdge = bin === 0 || bin === last;
    const lr = leftRe[bin] ?? 0;
    const li = isEdge ? 0 : (leftIm[bin] ?? 0);
    const rr = rightRe[bin] ?? 0;
    const ri = isEdge ? 0 : (rightIm[bin] ?? 0);
    re[bin] = lr - ri;
    im[bin] = li + rr;
    if (isEdge) continue;
    re[size - bin] = lr + ri;
    im[size - bin] = rr - li;
  }
}

interface SumOfSquaresParams {
  readonly window: Float64Array;
  readonly hop: number;
  readonly frames: number;
}

function sumOfSquares({ window, hop, frames }: SumOfSquaresParams): Float64Array {
  const envelope = new Float64Array((frames - 1) * hop + window.length);
  for (let frame = 0; frame < frames; frame++) {
    for (let i = 0, at = frame * hop; i < window.length; i++, at++) {
      envelope[at] = (envelope[at] ?? 0) + (window[i] ?? 0) ** 2;
    }
  }
  return envelope;
}

function divide(sum: Float64Array, envelope: Float64Array, skip: number, samples: number): Float32Array {
  const output = new Float32Array(samples);
  const count = Math.min(samples, sum.length - skip);
  for (let i = 0; i < count; i++) {
    const weight = envelope[skip + i] ?? 0;
    if (weight > NO_WINDOW) output[i] = (sum[skip + i] ?? 0) / weight;
  }
  return output;
}
