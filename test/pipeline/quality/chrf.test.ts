import { describe, expect, it } from 'vitest';
import { chrF } from '../../../pipeline/quality/chrf.js';

describe('chrF', () => {
  it('is 100 for the reference itself and 0 for nothing in common', () => {
    expect(chrF(['La casa es grande.'], ['La casa es grande.'])).toBeCloseTo(100, 10);
    expect(chrF(['xyz'], ['abc'])).toBe(0);
    expect(chrF([''], ['abc'])).toBe(0);
  });

  it('agrees with a score worked out by hand', () => {
    // "abc" against "abd": order 1 matches 2 of 3, order 2 matches 1 of 2, order 3 none of 1; higher orders do not exist
    const mean = (2 / 3 + 1 / 2 + 0) / 3;

    expect(chrF(['abc'], ['abd'])).toBeCloseTo(100 * mean, 10);
  });

  it('weighs what is missing four times as much as what is too much', () => {
    // precision 1, recall (2/4 + 1/3 + 0/2…): only orders present on both sides count
    const recall = (2 / 4 + 1 / 3) / 2;
    const expected = (100 * 5 * 1 * recall) / (4 * 1 + recall);

    expect(chrF(['ab'], ['abcd'])).toBeCloseTo(expected, 10);
    expect(chrF(['abcd'], ['ab'])).toBeGreaterThan(chrF(['ab'], ['abcd']));
  });

  it('ignores white space and counts over the corpus, not per sentence', () => {
    expect(chrF(['la  casa'], ['lacasa'])).toBeCloseTo(100, 10);
    const perSentence = (chrF(['abcdefgh'], ['abcdefgh']) + chrF(['x'], ['y'])) / 2;
    expect(chrF(['abcdefgh', 'x'], ['abcdefgh', 'y'])).not.toBeCloseTo(perSentence, 1);
  });

  it('wants one reference per hypothesis', () => {
    expect(() => chrF(['a'], [])).toThrow(RangeError);
  });
});
