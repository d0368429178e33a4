/** An in-place complex transform of one fixed size. */
export interface Fft {
  readonly size: number;
  /** Transforms `re + i·im` in place; no scaling. */
  forward(re: Float64Array, im: Float64Array): void;
  /** The inverse of `forward`, scaled by 1/size. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/** Builds a radix-2 transform. `size` must be a power of two; anything else throws RangeError. */
export function createFft(size: number): Fft {
  if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`FFT size ${size} is not a power of two`);
  const cosine = new Float64Array(size / 2);
  const sine = new Float64Array(size / 2);
  for (let k = 0; k < size / 2; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / size);
    sine[k] = Math.sin((2 * Math.PI * k) / size);
  }
  const reversed = bitReversal(size);
  const forward = (re: Float64Array, im: Float64Array): void => {
    permute(re, im, reversed);
    butterflies({ re, im, cosine, sine });
  };
  const inverse = (re: Float64Array, im: Float64Array): void => {
    // Swapping the parts before and after conjugates twice, which turns the forward transform into the inverse one.
    forward(im, re);
    const scale = 1 / size;
    for (let i = 0; i < size; i++) {
      re[i] = (re[i] ?? 0) * scale;
      im[i] = (im[i] ?? 0) * scale;
    }
  };
  return { size, forward, inverse };
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  const top = size >> 1;
  for (let i = 1; i < size; i++) reversed[i] = ((reversed[i >> 1] ?? 0) >> 1) | (i & 1 ? top : 0);
  return reversed;
}

function permute(re: Float64Array, im: Float64Array, reversed: Uint32Array): void {
  for (let i = 0; i < reversed.length; i++) {
    const j = reversed[i] ?? 0;
    if (j <= i) continue;
    const realPart = re[i] ?? 0;
    const imaginaryPart = im[i] ?? 0;
    re[i] = re[j] ?? 0;
    im[i] = im[j] ?? 0;
    re[j] = realPart;
    im[j] = imaginaryPart;
  }
}

interface ButterflyParams {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}

function butterflies({ re, im, cosine, sine }: ButterflyParams): void {
  const size = re.length;
  for (let half = 1; half < size; half <<= 1) {
    const stride = size / (2 * half);
    for (let start = 0; start < size; start += 2 * half) {
      for (let k = 0, twiddle = 0; k < half; k++, twiddle += stride) {
        const upper = start + k;
        const lower = upper + half;
        const wr = cosine[twiddle] ?? 0;
        const wi = sine[twiddle] ?? 0;
        const xr = re[lower] ?? 0;
        const xi = im[lower] ?? 0;
        const tr = xr * wr + xi * wi;
        const ti = xi * wr - xr * wi;
        const ur = re[upper] ?? 0;
        const ui = im[upper] ?? 0;
        re[lower] = ur - tr;
        im[lower] = ui - ti;
        re[upper] = ur + tr;
        im[upper] = ui + ti;
      }
    }
  }
}
