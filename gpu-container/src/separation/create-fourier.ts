/** A complex transform of one size whose only factors are 2, 3 and 5. */
export interface Fourier {
  readonly size: number;
  /** Transforms `re + i·im` in place; no scaling. */
  forward(re: Float64Array, im: Float64Array): void;
  /** The inverse of `forward`, scaled by 1/size. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/** Real and imaginary parts, by reference. */
interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** One pass: `spans` blocks of `radix` values each `stride` × `spans` apart become `radix` neighbours. */
interface Pass {
  readonly radix: number;
  readonly spans: number;
  readonly stride: number;
  /** e^(−2πi·k·j / length) for span k and leg j, legs 1 … radix − 1. */
  readonly twiddles: Complex;
}

/**
 * Builds a self-sorting transform (Stockham's): networks for music use lengths such as 7680, which is no power of two.
 * Another factor throws RangeError.
 */
export function createFourier(size: number): Fourier {
  const passes = planPasses(size);
  const spare: Complex = { re: new Float64Array(size), im: new Float64Array(size) };
  const forward = (re: Float64Array, im: Float64Array): void => {
    let from: Complex = { re, im };
    let to = spare;
    for (const pass of passes) {
      runPass(pass, from, to);
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

function planPasses(size: number): readonly Pass[] {
  const passes: Pass[] = [];
  let [left, stride] = [size, 1];
  while (left > 1) {
    const radix = [4, 2, 3, 5].find((factor) => left % factor === 0);
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

function runPass(pass: Pass, from: Complex, to: Complex): void {
  if (pass.radix === 2) passOfTwo(pass, from, to);
  else if (pass.radix === 4) passOfFour(pass, from, to);
  else passOfAny(pass, from, to);
}

function passOfTwo({ spans, stride, twiddles }: Pass, from: Complex, to: Complex): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  for (let span = 0; span < spans; span++) {
    const wr = twiddles.re[span] ?? 0;
    const wi = twiddles.im[span] ?? 0;
    const a = stride * span;
    const b = a + stride * spans;
    const out = 2 * a;
    for (let q = 0; q < stride; q++) {
      const ar = xr[a + q] ?? 0;
      const ai = xi[a + q] ?? 0;
      const br = xr[b + q] ?? 0;
      const bi = xi[b + q] ?? 0;
      const dr = ar - br;
      const di = ai - bi;
      yr[out + q] = ar + br;
      yi[out + q] = ai + bi;
      yr[out + stride + q] = dr * wr - di * wi;
      yi[out + stride + q] = dr * wi + di * wr;
    }
  }
}

function passOfFour({ spans, stride, twiddles: { re: tr, im: ti } }: Pass, from: Complex, to: Complex): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  const leg = stride * spans;
  for (let span = 0, w = 0; span < spans; span++, w += 3) {
    const [w1r = 0, w2r = 0, w3r = 0, w1i = 0, w2i = 0, w3i = 0] = [
      tr[w],
      tr[w + 1],
      tr[w + 2],
      ti[w],
      ti[w + 1],
      ti[w + 2],
    ];
    const last = stride * (span + 1);
    for (let a = stride * span, out = 4 * a; a < last; a++, out++) {
      const ar = xr[a] ?? 0;
      const ai = xi[a] ?? 0;
      const br = xr[a + leg] ?? 0;
      const bi = xi[a + leg] ?? 0;
      const cr = xr[a + 2 * leg] ?? 0;
      const ci = xi[a + 2 * leg] ?? 0;
      const dr = xr[a + 3 * leg] ?? 0;
      const di = xi[a + 3 * leg] ?? 0;
      const er = ar - cr + (bi - di);
      const ei = ai - ci - (br - dr);
      const fr = ar + cr - (br + dr);
      const fi = ai + ci - (bi + di);
      const gr = ar - cr - (bi - di);
      const gi = ai - ci + (br - dr);
      yr[out] = ar + cr + (br + dr);
      yi[out] = ai + ci + (bi + di);
      yr[out + stride] = er * w1r - ei * w1i;
      yi[out + stride] = er * w1i + ei * w1r;
      yr[out + 2 * stride] = fr * w2r - fi * w2i;
      yi[out + 2 * stride] = fr * w2i + fi * w2r;
      yr[out + 3 * stride] = gr * w3r - gi * w3i;
      yi[out + 3 * stride] = gr * w3i + gi * w3r;
    }
  }
}

/** The sum as it is written down: for the one or two passes of three or five that a length has. */
function passOfAny(pass: Pass, from: Complex, to: Complex): void {
  const { radix, spans, stride } = pass;
  const leg = stride * spans;
  for (let span = 0; span < spans; span++) {
    for (let j = 0; j < radix; j++) {
      const out = stride * (radix * span + j);
      for (let i = 0; i < radix; i++) {
        const turn = turnOf(pass, { span, j, i });
        addTurned({ from, start: stride * span + i * leg, to, out, count: stride, ...turn }, i === 0);
      }
    }
  }
}

interface Legs {
  readonly span: number;
  readonly j: number;
  readonly i: number;
}

/** By how much leg i turns on its way to output j of a span. */
function turnOf({ radix, twiddles }: Pass, { span, j, i }: Legs): { readonly wr: number; readonly wi: number } {
  const angle = (-2 * Math.PI * ((i * j) % radix)) / radix;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const at = span * (radix - 1) + j - 1;
  const [wr, wi] = j === 0 ? [1, 0] : [twiddles.re[at] ?? 0, twiddles.im[at] ?? 0];
  return { wr: c * wr - s * wi, wi: c * wi + s * wr };
}

interface AddTurnedParams {
  readonly from: Complex;
  readonly start: number;
  readonly to: Complex;
  readonly out: number;
  readonly count: number;
  readonly wr: number;
  readonly wi: number;
}

/** The first leg replaces what was there, the others are added. */
function addTurned({ from, start, to, out, count, wr, wi }: AddTurnedParams, isFirst: boolean): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  for (let q = 0; q < count; q++) {
    const re = xr[start + q] ?? 0;
    const im = xi[start + q] ?? 0;
    yr[out + q] = (isFirst ? 0 : (yr[out + q] ?? 0)) + re * wr - im * wi;
    yi[out + q] = (isFirst ? 0 : (yi[out + q] ?? 0)) + re * wi + im * wr;
  }
}
