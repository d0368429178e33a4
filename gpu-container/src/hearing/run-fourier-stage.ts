/** Real and imaginary parts. */
export type Complex = readonly [re: Float64Array, im: Float64Array];

/** One factor of a transform: `radix` inputs that lie `stride · groups` apart make one group of outputs. */
export interface FourierStage {
  readonly radix: 2 | 4 | 5;
  readonly stride: number;
  readonly groups: number;
  /** What each output of each group is turned by: [group][output]. */
  readonly turnRe: Float64Array;
  readonly turnIm: Float64Array;
}

/**
 * Runs one stage of a complex transform in Stockham's order: what comes out is sorted, nothing is left to reorder.
 * Written out for each factor: this is the inner loop of every spectrogram.
 */
export function runFourierStage(stage: FourierStage, from: Complex, to: Complex): void {
  if (stage.radix === 5) runFives(stage, from, to);
  else if (stage.radix === 4) runFours(stage, from, to);
  else runTwos(stage, from, to);
}

function runTwos({ stride, groups, turnRe, turnIm }: FourierStage, [re, im]: Complex, [toRe, toIm]: Complex): void {
  const apart = stride * groups;
  for (let group = 0; group < groups; group++) {
    const wr = turnRe[2 * group + 1] ?? 0;
    const wi = turnIm[2 * group + 1] ?? 0;
    for (let q = 0; q < stride; q++) {
      const at = q + stride * group;
      const to = q + stride * 2 * group;
      const ar = re[at] ?? 0;
      const ai = im[at] ?? 0;
      const br = re[at + apart] ?? 0;
      const bi = im[at + apart] ?? 0;
      toRe[to] = ar + br;
      toIm[to] = ai + bi;
      toRe[to + stride] = (ar - br) * wr - (ai - bi) * wi;
      toIm[to + stride] = (ar - br) * wi + (ai - bi) * wr;
    }
  }
}

function runFours({ stride, groups, turnRe, turnIm }: FourierStage, [re, im]: Complex, [toRe, toIm]: Complex): void {
  const apart = stride * groups;
  const turn = (to: number, at: number, x: number, y: number): void => {
    const wr = turnRe[at] ?? 0;
    const wi = turnIm[at] ?? 0;
    toRe[to] = x * wr - y * wi;
    toIm[to] = x * wi + y * wr;
  };
  for (let group = 0; group < groups; group++)
    for (let q = 0; q < stride; q++) {
      const at = q + stride * group;
      const to = q + stride * 4 * group;
      const ar = re[at] ?? 0;
      const ai = im[at] ?? 0;
      const br = re[at + apart] ?? 0;
      const bi = im[at + apart] ?? 0;
      const cr = re[at + 2 * apart] ?? 0;
      const ci = im[at + 2 * apart] ?? 0;
      const dr = re[at + 3 * apart] ?? 0;
      const di = im[at + 3 * apart] ?? 0;
      toRe[to] = ar + cr + br + dr;
      toIm[to] = ai + ci + bi + di;
      turn(to + stride, 4 * group + 1, ar - cr + (bi - di), ai - ci - (br - dr));
      turn(to + 2 * stride, 4 * group + 2, ar + cr - (br + dr), ai + ci - (bi + di));
      turn(to + 3 * stride, 4 * group + 3, ar - cr - (bi - di), ai - ci + (br - dr));
    }
}

const COS_1 = Math.cos((2 * Math.PI) / 5);
const COS_2 = Math.cos((4 * Math.PI) / 5);
const SIN_1 = Math.sin((2 * Math.PI) / 5);
const SIN_2 = Math.sin((4 * Math.PI) / 5);

function runFives({ stride, groups, turnRe, turnIm }: FourierStage, [re, im]: Complex, [toRe, toIm]: Complex): void {
  const apart = stride * groups;
  const turn = (to: number, at: number, x: number, y: number): void => {
    const wr = turnRe[at] ?? 0;
    const wi = turnIm[at] ?? 0;
    toRe[to] = x * wr - y * wi;
    toIm[to] = x * wi + y * wr;
  };
  for (let group = 0; group < groups; group++)
    for (let q = 0; q < stride; q++) {
      const at = q + stride * group;
      const to = q + stride * 5 * group;
      const ar = re[at] ?? 0;
      const ai = im[at] ?? 0;
      // outputs 1 and 4, 2 and 3 share sums and differences of the inputs that mirror each other
      const sr = (re[at + apart] ?? 0) + (re[at + 4 * apart] ?? 0);
      const si = (im[at + apart] ?? 0) + (im[at + 4 * apart] ?? 0);
      const dr = (re[at + apart] ?? 0) - (re[at + 4 * apart] ?? 0);
      const di = (im[at + apart] ?? 0) - (im[at + 4 * apart] ?? 0);
      const tr = (re[at + 2 * apart] ?? 0) + (re[at + 3 * apart] ?? 0);
      const ti = (im[at + 2 * apart] ?? 0) + (im[at + 3 * apart] ?? 0);
      const er = (re[at + 2 * apart] ?? 0) - (re[at + 3 * apart] ?? 0);
      const ei = (im[at + 2 * apart] ?? 0) - (im[at + 3 * apart] ?? 0);
      toRe[to] = ar + sr + tr;
      toIm[to] = ai + si + ti;
      const [xr, xi] = [ar + COS_1 * sr + COS_2 * tr, ai + COS_1 * si + COS_2 * ti];
      const [yr, yi] = [ar + COS_2 * sr + COS_1 * tr, ai + COS_2 * si + COS_1 * ti];
      const [ur, ui] = [SIN_1 * di + SIN_2 * ei, -(SIN_1 * dr + SIN_2 * er)];
      const [vr, vi] = [SIN_2 * di - SIN_1 * ei, -(SIN_2 * dr - SIN_1 * er)];
      turn(to + stride, 5 * group + 1, xr + ur, xi + ui);
      turn(to + 2 * stride, 5 * group + 2, yr + vr, yi + vi);
      turn(to + 3 * stride, 5 * group + 3, yr - vr, yi - vi);
      turn(to + 4 * stride, 5 * group + 4, xr - ur, xi - ui);
    }
}
