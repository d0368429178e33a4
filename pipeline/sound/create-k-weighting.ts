import { type BiquadCoefficients, createBiquad } from './create-biquad.js';

/**
 * The K-weighting of ITU-R BS.1770-4 for one channel: a shelf for the head, then a high pass.
 * The standard tabulates 48 kHz only; other rates come from its analogue prototype by the bilinear transform.
 */
export function createKWeighting(sampleRateHz: number): (sample: number) => number {
  const shelf = createBiquad(headShelf(sampleRateHz));
  const highPass = createBiquad(lowCut(sampleRateHz));
  return (sample) => highPass(shelf(sample));
}

function headShelf(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b0: (high + (band * k) / q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  };
}

function lowCut(sampleRateHz: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
