import { type Complex, type FourierPass, runFourierPass } from './run-fourier-pass.js';

/** A complex transform of one size whose only factors are 2, 3 and 5. */
export interface Fourier {
  readonly size: number;
  /** Transforms `re + i·im` in place; no scaling. */
  forward(re: Float64Array, im: Float64Array): void;
  /** The inverse of `forward`, scaled by 1/size. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/**
 * Builds a self-sorting transform (Stockham's): networks hear frames of 400, 800 or 7680 samples, which are no powers of
 * two. Another factor throws RangeError.
 */
export function createFourier(size: number): Fourier {
  const passes = planPasses(size);
  const spare: Complex = { re: new Float64Array(size), im: new Float64Array(size) };
  const forward = (re: Float64Array, im: Float64Array): void => {
    let from: Complex = { re, im };
    let to = spare;
    for (const pass of passes) {
      runFourierPass(pass, from, to);
      [from, to] = [to, from];
    }
    if (from.re === re) return;
    re.set(from.re);
    im.set(from.im);
  };
  const inverse = (re: Float64Array, im: Float64Array): void => {
    // swapping the parts before and after conjugates twice, which makes the forward transform the inverse one
    forward(im, re);
    const scale = 1 / size;
    for (let i = 0; i < size; i++) {
      re[i] = (re[i] ?? 0) * scale;
      im[i] = (im[i] ?? 0) * scale;
    }
  };
  return { size, forward, inverse };
}

/** Fours first: they take the fewest turns. */
const FACTORS: ReadonlyArray<FourierPass['radix']> = [4, 2, 3, 5];

function planPasses(size: number): readonly FourierPass[] {
  const passes: FourierPass[] = [];
  let [left, stride] = [size, 1];
  while (left > 1) {
    const radix = FACTORS.find((factor) => left % factor === 0);
    if (radix === undefined) throw new RangeError(`A transform of ${size} has other factors than 2, 3 and 5`);
    const spans = left / radix;
    passes.push({ radix, spans, stride, twiddles: twiddlesOf(left, radix) });
    left = spans;
    stride *= radix;
  }
  return passes;
}

function twiddlesOf(length: number, radix: number): Complex {
  const legs = radix - 1;
  const count = (length / radix) * legs;
  const angle = (at: number): number => {
    const [span, leg] = [Math.floor(at / legs), (at % legs) + 1];
    return (-2 * Math.PI * ((span * leg) % length)) / length;
  };
  return {
    re: Float64Array.from({ length: count }, (_, at) => Math.cos(angle(at))),
    im: Float64Array.from({ length: count }, (_, at) => Math.sin(angle(at))),
  };
}
