import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createFft } from '../../../pipeline/sound/create-fft.js';

describe('createFft', () => {
  it('finds a cosine in its bin and nowhere else', () => {
    const fft = createFft(64);
    const re = Float64Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64));
    const im = new Float64Array(64);
    fft.forward(re, im);
    expect(re[5]).toBeCloseTo(32, 9);
    expect(re[59]).toBeCloseTo(32, 9);
    const rest = re.reduce((sum, value, bin) => sum + (bin === 5 || bin === 59 ? 0 : Math.abs(value)), 0);
    expect(rest + im.reduce((sum, value) => sum + Math.abs(value), 0)).toBeLessThan(1e-9);
  });

  it('gives the input back after forward and inverse', () => {
    const fft = createFft(512);
    const noise = createNoise(1);
    const re = Float64Array.from({ length: 512 }, noise);
    const im = Float64Array.from({ length: 512 }, noise);
    const before = [re.slice(), im.slice()] as const;
    fft.forward(re, im);
    fft.inverse(re, im);
    for (let i = 0; i < 512; i++) {
      expect(re[i]).toBeCloseTo(before[0][i] ?? Number.NaN, 12);
      expect(im[i]).toBeCloseTo(before[1][i] ?? Number.NaN, 12);
    }
  });

  it('refuses a size that is not a power of two', () => {
    expect(() => createFft(48)).toThrow(RangeError);
  });
});
