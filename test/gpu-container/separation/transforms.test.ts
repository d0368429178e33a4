import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFourier } from '../../../gpu-container/src/neural/create-fourier.js';
import { createPairTransform } from '../../../gpu-container/src/separation/create-pair-transform.js';

describe('the transform of lengths with factors 2, 3 and 5', () => {
  /** The sum as it is defined, for some bins. */
  const definition = (re: Float64Array, im: Float64Array, bin: number): readonly [number, number] => {
    let [sumRe, sumIm] = [0, 0];
    for (const [at, real] of re.entries()) {
      const angle = (-2 * Math.PI * ((at * bin) % re.length)) / re.length;
      sumRe += real * Math.cos(angle) - (im[at] ?? 0) * Math.sin(angle);
      sumIm += real * Math.sin(angle) + (im[at] ?? 0) * Math.cos(angle);
    }
    return [sumRe, sumIm];
  };

  it.each([2, 3, 5, 8, 12, 30, 225, 512, 6144, 7680])('gives what its definition gives for %i, and back', (size) => {
    const re = Float64Array.from({ length: size }, (_, at) => Math.sin(at * at));
    const im = Float64Array.from({ length: size }, (_, at) => Math.cos(3 * at));
    const fourier = createFourier(size);
    const [outRe, outIm] = [re.slice(), im.slice()];

    fourier.forward(outRe, outIm);

    for (let bin = 0; bin < size; bin += Math.max(1, Math.floor(size / 40))) {
      const [expectedRe, expectedIm] = definition(re, im, bin);
      expect(Math.hypot((outRe[bin] ?? 0) - expectedRe, (outIm[bin] ?? 0) - expectedIm)).toBeLessThan(1e-9);
    }
    fourier.inverse(outRe, outIm);
    const worst = re.reduce((most, x, at) => Math.max(most, Math.abs(x - (outRe[at] ?? 0))), 0);
    expect(worst).toBeLessThan(1e-12);
  });

  it('refuses other factors', () => {
    expect(() => createFourier(14)).toThrow('other factors than 2, 3 and 5');
  });
});

describe('frames of two signals at once', () => {
  const LENGTH = 20_000;
  const left = Float32Array.from(
    { length: LENGTH },
    (_, i) => 0.4 * Math.sin(0.05 * i) + 0.2 * Math.sin(1.3 * i + 0.5) + 0.1 * (((i * 7919) % 101) / 101 - 0.5),
  );
  const right = Float32Array.from(
    { length: LENGTH },
    (_, i) => 0.3 * Math.cos(0.21 * i) - 0.1 * (((i * 104_729) % 97) / 97 - 0.5),
  );

  // by numpy 2.4.6: pad(reflect), periodic Hann, rfft, which is what torch.stft with center=True does
  it.each([
    [7680, 1024, 0, 0, 14.275213, 0, 2.078334, 0],
    [7680, 1024, 0, 61, -86.652836, 0, -0.145771, 0],
    [7680, 1024, 3, 61, -246.225658, -710.659449, 0.011843, -0.007214],
    [7680, 1024, 5, 257, -0.000024, 0.000045, -385.735457, -378.032175],
    [7680, 1024, 19, 16, -6.818921, 7.403988, 0.929118, -1.00536],
    [7680, 1024, 19, 3840, -0.380611, 0, 0.047322, 0],
    [2048, 512, 0, 0, 15.717403, 0, 0.626521, 0],
    [2048, 512, 3, 61, -2.58142, 1.912777, 0.048206, -0.118381],
    [2048, 512, 39, 16, -5.0836, -118.648961, 0.074789, -1.531656],
    [2048, 512, 39, 1024, -0.399923, 0, 0.049767, 0],
  ] as const)('hears at %i/%i, frame %i, bin %i what numpy hears', (size, hop, frame, bin, ...expected) => {
    const transform = createPairTransform({ size, hop });
    const heard: number[] = [];
    transform.forward([left, right], transform.framesOf(LENGTH), (at, { leftRe, leftIm, rightRe, rightIm }) => {
      if (at === frame) heard.push(...[leftRe, leftIm, rightRe, rightIm].map((part) => part[bin] ?? Number.NaN));
    });
    for (const [at, value] of expected.entries())
      expect(Math.abs((heard[at] ?? Number.NaN) - value)).toBeLessThan(2e-5);
  });

  // a spectrum no signal has: nothing above bin 200, and something imaginary at bin 0, which irfft leaves out
  it.each([
    [7680, 1024, [0.0846213, 0.0855701, 0.1589512, -0.388746, 0.3997681, 0.3768086]],
    [2048, 512, [0.061508, 0.0619479, 0.1564472, -0.3873586, 0.4004221, 0.3736354]],
  ] as const)('makes of a changed spectrum at %i/%i what numpy makes of it', (size, hop, expected) => {
    const transform = createPairTransform({ size, hop });
    const frames = transform.framesOf(LENGTH);
    const spectra: Float64Array[][] = [];
    transform.forward([left, right], frames, (_, { leftRe, leftIm }) => spectra.push([leftRe.slice(), leftIm.slice()]));

    const [sound] = transform.inverse(frames, LENGTH, (frame, { leftRe, leftIm }) => {
      leftRe.set(spectra[frame]?.[0] ?? []);
      leftIm.set(spectra[frame]?.[1] ?? []);
      leftIm[0] = 5;
      for (const part of [leftRe, leftIm]) part.fill(0, 200);
    });

    for (const [at, index] of [0, 1, 511, 5000, 12_345, 19_000].entries()) {
      expect(Math.abs((sound[index] ?? Number.NaN) - (expected[at] ?? 0))).toBeLessThan(2e-7);
    }
  });

  it('gives both signals back whatever their length', () => {
    const transform = createPairTransform({ size: 240, hop: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2000 }), (length) => {
        const pair = [left.subarray(0, length), right.subarray(100, 100 + length)] as const;
        const frames = transform.framesOf(length);
        const spectra: Float64Array[][] = [];
        transform.forward(pair, frames, (_, parts) => spectra.push(Object.values(parts).map((part) => part.slice())));
        const back = transform.inverse(frames, length, (frame, parts) => {
          for (const [at, part] of Object.values(parts).entries()) part.set(spectra[frame]?.[at] ?? []);
        });
        const worst = back.map((side, channel) =>
          side.reduce((most, x, at) => Math.max(most, Math.abs(x - (pair[channel]?.[at] ?? 0))), 0),
        );
        expect(Math.max(...worst)).toBeLessThan(1e-6);
      }),
      { numRuns: 40 },
    );
  });
});
