import { describe, expect, it } from 'vitest';
import { createRealFft } from '../../../gpu-container/src/neural/create-real-fft.js';
import { createFft } from '../../../pipeline/sound/create-fft.js';

const noise = (size: number) =>
  Float64Array.from({ length: size }, (_, at) => Math.sin(at * at * 0.37) + 0.3 * Math.cos(at * 1.7) + 0.1);

describe.each([4, 8, 256, 512])('the transform of %i real samples', (size) => {
  it('is what the complex transform gives', () => {
    const [re, im] = [noise(size), new Float64Array(size)];
    createFft(size).forward(re, im);
    const real = createRealFft(size);

    real.forward(noise(size));

    expect(real.re).toHaveLength(size / 2 + 1);
    for (let bin = 0; bin <= size / 2; bin++) {
      expect(real.re[bin]).toBeCloseTo(re[bin] ?? Number.NaN, 9);
      expect(real.im[bin]).toBeCloseTo(im[bin] ?? Number.NaN, 9);
    }
  });

  it('comes back, and leaves out what the first and the last bin have no place for', () => {
    const real = createRealFft(size);
    const back = new Float64Array(size);
    real.forward(noise(size));
    real.im[0] = 5;
    real.im[size / 2] = -3;

    real.inverse(back);

    for (const [at, value] of noise(size).entries()) expect(back[at]).toBeCloseTo(value, 9);
  });
});
