import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveRidge } from '../../../pipeline/quality/solve-ridge.js';

const size = 4;
const numbers = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
  minLength: size * size,
  maxLength: size * size,
});
const rowsOf = (flat: readonly number[]) =>
  Array.from({ length: size }, (_, row) => Float64Array.from(flat.slice(row * size, (row + 1) * size)));
/** a · b, or aᵀ · b. */
const times = (a: readonly Float64Array[], b: readonly Float64Array[], isTurned = false) =>
  a.map((_, i) =>
    Float64Array.from({ length: size }, (__, c) =>
      a.reduce((sum, ___, k) => sum + ((isTurned ? a[k]?.[i] : a[i]?.[k]) ?? 0) * (b[k]?.[c] ?? 0), 0),
    ),
  );

it('finds what a penalized matrix was multiplied with, and leaves it as it was', () => {
  fc.assert(
    fc.property(numbers, numbers, (first, second) => {
      const [root, wanted] = [rowsOf(first), rowsOf(second)];
      const products = times(root, root, true);
      const penalized = products.map((row, i) => row.map((value, c) => value + (i === c ? 3 : 0)));
      const before = structuredClone(products);

      const found = solveRidge(products, times(penalized, wanted), 3);

      expect(products).toEqual(before);
      found.forEach((row, i) => {
        row.forEach((value, c) => {
          expect(value).toBeCloseTo(wanted[i]?.[c] ?? Number.NaN, 6);
        });
      });
    }),
  );
});

it('refuses a matrix that is not positive', () => {
  expect(() => solveRidge([Float64Array.of(-1)], [Float64Array.of(1)], 0)).toThrow(RangeError);
});
