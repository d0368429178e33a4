import { type Complex, type FourierStage, runFourierStage } from './run-fourier-stage.js';

/** Squared magnitudes of bins 0 … length / 2 of one frame; the same array every time. */
export type PowerSpectrum = (frame: Float64Array) => Float64Array;

/**
 * Builds the transform of real frames of one even length whose half has no prime factor but 2 and 5: even and odd
 * samples as one complex signal of half the length, transformed by factors (Cooley and Tukey), then taken apart.
 */
export function createPowerSpectrum(length: number): PowerSpectrum {
  const half = length / 2;
  const transform = createTransform(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const powers = new Float64Array(half + 1);
  const cos = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / length));
  const sin = Float64Array.from({ length: half + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / length));
  return (frame) => {
    for (let n = 0; n < half; n++) {
      re[n] = frame[2 * n] ?? 0;
      im[n] = frame[2 * n + 1] ?? 0;
    }
    const [zr, zi] = transform(re, im);
    for (let k = 0; k <= half; k++) {
      const at = k === half ? 0 : k;
      const mirror = k === 0 ? 0 : half - k;
      const [ar, ai, br, bi] = [zr[at] ?? 0, zi[at] ?? 0, zr[mirror] ?? 0, -(zi[mirror] ?? 0)];
      const [er, ei] = [(ar + br) / 2, (ai + bi) / 2];
      // the odd half turned by −i
      const [or, oi] = [(ai - bi) / 2, (br - ar) / 2];
      const [c, s] = [cos[k] ?? 0, sin[k] ?? 0];
      const x = er + or * c + oi * s;
      const y = ei + oi * c - or * s;
      powers[k] = x * x + y * y;
    }
    return powers;
  };
}

type Transform = (re: Float64Array, im: Float64Array) => Complex;

/** A complex transform by stages, each of which reads one pair of arrays and writes the other. */
function createTransform(size: number): Transform {
  const stages = stagesOf(size);
  const spare: Complex = [new Float64Array(size), new Float64Array(size)];
  return (re, im) => {
    let from: Complex = [re, im];
    let to: Complex = spare;
    for (const stage of stages) {
      runFourierStage(stage, from, to);
      [from, to] = [to, from];
    }
    return from;
  };
}

const FACTORS = [5, 4, 2] as const;

function stagesOf(size: number): readonly FourierStage[] {
  const stages: FourierStage[] = [];
  for (let [left, stride] = [size, 1]; left > 1; ) {
    const radix = FACTORS.find((factor) => left % factor === 0);
    if (radix === undefined) throw new RangeError(`${size} has a prime factor that is neither 2 nor 5`);
    const groups = left / radix;
    stages.push({ radix, stride, groups, ...turnsOf(radix, groups) });
    left = groups;
    stride *= radix;
  }
  return stages;
}

function turnsOf(radix: number, groups: number): Pick<FourierStage, 'turnRe' | 'turnIm'> {
  const size = groups * radix;
  const angles = Array.from(
    { length: size },
    (_, at) => (-2 * Math.PI * ((Math.floor(at / radix) * (at % radix)) % size)) / size,
  );
  return { turnRe: Float64Array.from(angles, Math.cos), turnIm: Float64Array.from(angles, Math.sin) };
}
