import { describe, expect, it } from 'vitest';
import { fromHalfFloats, toHalfFloats } from '../../../gpu-container/src/neural/half-floats.js';

describe('half-precision numbers', () => {
  it('are the patterns of IEEE 754', () => {
    const values = Float32Array.of(0, -0, 1, -2, 0.5, 65_504, 65_520, 1 / 3, 2 ** -14, 2 ** -24, 2 ** -26, Number.NaN);

    expect(Array.from(toHalfFloats(values), (half) => half.toString(16))).toEqual([
      ...['0', '8000', '3c00', 'c000', '3800', '7bff', '7c00', '3555', '400', '1', '0', '7e00'],
    ]);
  });

  it('come back from every pattern there is', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, pattern) => pattern).filter(
      (pattern) => (pattern & 0x7c00) !== 0x7c00 || (pattern & 0x3ff) === 0,
    );

    expect(toHalfFloats(fromHalfFloats(all))).toEqual(all);
  });
});
