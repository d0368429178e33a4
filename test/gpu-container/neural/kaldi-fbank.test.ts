import { describe, expect, it } from 'vitest';
import { createKaldiFbank, type KaldiFbankParams } from '../../../gpu-container/src/neural/create-kaldi-fbank.js';

const LENGTH = 1600;

/** A chirp, a tone, a fixed noise and an offset: something in every band. */
function referenceSound(): Float32Array {
  let seed = 7;
  return Float32Array.from({ length: LENGTH }, (_, n) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const t = n / 16_000;
    const chirp = 0.3 * Math.sin(2 * Math.PI * (200 * t + 6000 * t * t));
    return chirp + 0.2 * Math.cos(2 * Math.PI * 3100 * t) + 0.05 * (seed / 2 ** 31 - 1) + 0.01;
  });
}

/** Computed apart from this code by numpy with a plain Fourier matrix, from Kaldi's description of its features. */
const BANDS = [0, 1, 5, 17, 33, 50, 66, 79];
const REFERENCE = {
  hamming: {
    params: { sampleRateHz: 16_000, window: 'hamming', edges: 'inside', scale: 32_768 },
    rows: 8,
    mean: 19.2918,
    values: {
      0: [12.53053, 13.30002, 15.65905, 16.78478, 18.04299, 20.86229, 21.40078, 22.64886],
      3: [14.12897, 12.49518, 14.27543, 19.77262, 18.38425, 20.1915, 22.04349, 22.18797],
      7: [13.7593, 13.91102, 13.90468, 14.98121, 22.04987, 20.67481, 22.21998, 22.27701],
    },
  },
  povey: {
    params: { sampleRateHz: 8000, window: 'povey', edges: 'mirrored', scale: 1 },
    rows: 10,
    mean: -1.02782,
    values: {
      0: [-2.75178, -1.77239, 1.55432, -3.77576, -2.03269, 1.43961, 0.78266, 1.16295],
      4: [-7.73595, -7.82792, -5.97116, 3.78726, -1.65212, 0.01631, 0.29615, 1.27663],
      9: [-6.39192, -5.86891, -4.73717, -1.29367, 0.1687, 2.09126, -0.96688, 0.66866],
    },
  },
} as const;
const COMMON = { frameSamples: 400, hopSamples: 160, bands: 80 };

describe('Kaldi filter banks', () => {
  it.each(Object.entries(REFERENCE))('are those of the reference: %s', (_, { params, rows, mean, values }) => {
    const fbank = createKaldiFbank({ ...COMMON, ...params } satisfies KaldiFbankParams);

    const features = fbank(referenceSound());

    expect(features.length).toBe(rows * 80);
    expect(features.reduce((sum, value) => sum + value / features.length, 0)).toBeCloseTo(mean, 4);
    for (const [row, expected] of Object.entries(values)) {
      const found = BANDS.map((band) => features[Number(row) * 80 + band] ?? Number.NaN);
      expect(Math.max(...found.map((value, at) => Math.abs(value - (expected[at] ?? 0))))).toBeLessThan(0.0005);
    }
  });

  it('gives no row for sound shorter than a frame, and takes silence for the least energy there is', () => {
    const fbank = createKaldiFbank({ ...COMMON, ...REFERENCE.hamming.params });

    expect(fbank(new Float32Array(399))).toHaveLength(0);
    expect([...new Set(fbank(new Float32Array(720)))]).toEqual([Math.fround(Math.log(2 ** -23))]);
  });
});
