/** Real and imaginary parts, by reference. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** One pass: `spans` blocks of `radix` values each `stride` × `spans` apart become `radix` neighbours. */
export interface FourierPass {
  readonly radix: 2 | 3 | 4 | 5;
  readonly spans: number;
  readonly stride: number;
  /** e^(−2πi·k·j / length) for span k and leg j, legs 1 … radix − 1. */
  readonly twiddles: Complex;
}

/** Runs one pass of Stockham's transform: what comes out is sorted. Written out by factor, as this is where the time goes. */
export function runFourierPass(pass: FourierPass, from: Complex, to: Complex): void {
  if (pass.radix === 4) passOfFour(pass, from, to);
  else if (pass.radix === 5) passOfFive(pass, from, to);
  else if (pass.radix === 3) passOfThree(pass, from, to);
  else passOfTwo(pass, from, to);
}

function passOfTwo({ spans, stride, twiddles }: FourierPass, from: Complex, to: Complex): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  const leg = stride * spans;
  for (let span = 0; span < spans; span++) {
    const wr = twiddles.re[span] ?? 0;
    const wi = twiddles.im[span] ?? 0;
    const last = stride * (span + 1);
    for (let a = stride * span, out = 2 * a; a < last; a++, out++) {
      const ar = xr[a] ?? 0;
      const ai = xi[a] ?? 0;
      const br = xr[a + leg] ?? 0;
      const bi = xi[a + leg] ?? 0;
      const dr = ar - br;
      const di = ai - bi;
      yr[out] = ar + br;
      yi[out] = ai + bi;
      yr[out + stride] = dr * wr - di * wi;
      yi[out + stride] = dr * wi + di * wr;
    }
  }
}

const SIN_60 = Math.sin(Math.PI / 3);

function passOfThree({ spans, stride, twiddles: { re: tr, im: ti } }: FourierPass, from: Complex, to: Complex): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  const leg = stride * spans;
  for (let span = 0, w = 0; span < spans; span++, w += 2) {
    const w1r = tr[w] ?? 0;
    const w1i = ti[w] ?? 0;
    const w2r = tr[w + 1] ?? 0;
    const w2i = ti[w + 1] ?? 0;
    const last = stride * (span + 1);
    for (let a = stride * span, out = 3 * a; a < last; a++, out++) {
      const ar = xr[a] ?? 0;
      const ai = xi[a] ?? 0;
      const br = xr[a + leg] ?? 0;
      const bi = xi[a + leg] ?? 0;
      const cr = xr[a + 2 * leg] ?? 0;
      const ci = xi[a + 2 * leg] ?? 0;
      const sr = br + cr;
      const si = bi + ci;
      const mr = ar - sr / 2;
      const mi = ai - si / 2;
      const nr = SIN_60 * (bi - ci);
      const ni = SIN_60 * (cr - br);
      yr[out] = ar + sr;
      yi[out] = ai + si;
      yr[out + stride] = (mr + nr) * w1r - (mi + ni) * w1i;
      yi[out + stride] = (mr + nr) * w1i + (mi + ni) * w1r;
      yr[out + 2 * stride] = (mr - nr) * w2r - (mi - ni) * w2i;
      yi[out + 2 * stride] = (mr - nr) * w2i + (mi - ni) * w2r;
    }
  }
}

function passOfFour({ spans, stride, twiddles: { re: tr, im: ti } }: FourierPass, from: Complex, to: Complex): void {
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  const leg = stride * spans;
  for (let span = 0, w = 0; span < spans; span++, w += 3) {
    const w1r = tr[w] ?? 0;
    const w1i = ti[w] ?? 0;
    const w2r = tr[w + 1] ?? 0;
    const w2i = ti[w + 1] ?? 0;
    const w3r = tr[w + 2] ?? 0;
    const w3i = ti[w + 2] ?? 0;
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

const [COS_72, SIN_72] = [Math.cos((2 * Math.PI) / 5), Math.sin((2 * Math.PI) / 5)];
const [COS_144, SIN_144] = [Math.cos((4 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

function passOfFive(pass: FourierPass, from: Complex, to: Complex): void {
  const { spans, stride } = pass;
  const [xr, xi, yr, yi] = [from.re, from.im, to.re, to.im];
  const leg = stride * spans;
  const { re: tr, im: ti } = pass.twiddles;
  const put = (out: number, w: number, re: number, im: number): void => {
    const wr = tr[w] ?? 0;
    const wi = ti[w] ?? 0;
    yr[out] = re * wr - im * wi;
    yi[out] = re * wi + im * wr;
  };
  for (let span = 0, w = 0; span < spans; span++, w += 4) {
    const last = stride * (span + 1);
    for (let a = stride * span, out = 5 * a; a < last; a++, out++) {
      const ar = xr[a] ?? 0;
      const ai = xi[a] ?? 0;
      // outputs 1 and 4, 2 and 3 share sums and differences of the inputs that mirror each other
      const sr = (xr[a + leg] ?? 0) + (xr[a + 4 * leg] ?? 0);
      const si = (xi[a + leg] ?? 0) + (xi[a + 4 * leg] ?? 0);
      const dr = (xr[a + leg] ?? 0) - (xr[a + 4 * leg] ?? 0);
      const di = (xi[a + leg] ?? 0) - (xi[a + 4 * leg] ?? 0);
      const pr = (xr[a + 2 * leg] ?? 0) + (xr[a + 3 * leg] ?? 0);
      const pi = (xi[a + 2 * leg] ?? 0) + (xi[a + 3 * leg] ?? 0);
      const qr = (xr[a + 2 * leg] ?? 0) - (xr[a + 3 * leg] ?? 0);
      const qi = (xi[a + 2 * leg] ?? 0) - (xi[a + 3 * leg] ?? 0);
      yr[out] = ar + sr + pr;
      yi[out] = ai + si + pi;
      const mr = ar + COS_72 * sr + COS_144 * pr;
      const mi = ai + COS_72 * si + COS_144 * pi;
      const nr = ar + COS_144 * sr + COS_72 * pr;
      const ni = ai + COS_144 * si + COS_72 * pi;
      const ur = SIN_72 * di + SIN_144 * qi;
      const ui = -(SIN_72 * dr + SIN_144 * qr);
      const vr = SIN_144 * di - SIN_72 * qi;
      const vi = SIN_72 * qr - SIN_144 * dr;
      put(out + stride, w, mr + ur, mi + ui);
      put(out + 2 * stride, w + 1, nr + vr, ni + vi);
      put(out + 3 * stride, w + 2, nr - vr, ni - vi);
      put(out + 4 * stride, w + 3, mr - ur, mi - ui);
    }
  }
}
