import { describe, expect, it } from 'vitest';
import { measureDistortion } from '../../../pipeline/sound/measure-distortion.js';
import { resample } from '../../../pipeline/sound/resample.js';

const tone = (hz: number, rate: number): Float32Array =>
  Float32Array.from({ length: rate / 2 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));
const middle = (samples: Float32Array): Float32Array => samples.subarray(2000, -2000);

describe('resample', () => {
  it.each([
    [16_000, 48_000],
    [22_050, 48_000],
    [44_100, 48_000],
    [48_000, 16_000],
  ])('keeps a tone from %d to %d Hz in place and in level', (fromHz, toHz) => {
    const output = resample({ samples: tone(1000, fromHz), fromHz, toHz });
    expect(output).toHaveLength(toHz / 2);
    const reference = tone(1000, toHz);
    expect(measureDistortion({ reference: middle(reference), estimate: middle(output) })).toBeGreaterThan(70);
    expect(Math.max(...middle(output))).toBeCloseTo(0.5, 2);
  });

  it('lets nothing above the new Nyquist frequency fold back', () => {
    const output = middle(resample({ samples: tone(11_000, 48_000), fromHz: 48_000, toHz: 16_000 }));
    expect(output.reduce((high, x) => Math.max(high, Math.abs(x)), 0)).toBeLessThan(0.0005);
  });
});
