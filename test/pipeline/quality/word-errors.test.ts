import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWordErrors, normalizeWords } from '../../../pipeline/quality/word-errors.js';

describe('countWordErrors', () => {
  it('compares words, not how they are written', () => {
    expect(countWordErrors('Don’t be cold-hearted!', "don't be cold hearted").rate).toBe(0);
    expect(normalizeWords('¿Él llegó — en 2026?')).toEqual(['él', 'llegó', 'en', '2026']);
  });

  it('counts each kind of error', () => {
    expect(countWordErrors('one two three four', 'one too three')).toMatchObject({
      substitutions: 1,
      deletions: 1,
      insertions: 0,
      referenceWords: 4,
      rate: 0.5,
    });
    expect(countWordErrors('', 'so it goes')).toMatchObject({ insertions: 3, referenceWords: 0, rate: 3 });
  });

  it('is zero only for the same words, and at most one per longer side (property)', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (truth, heard) => {
        const { substitutions, deletions, insertions } = countWordErrors(truth.join(' '), heard.join(' '));
        const errors = substitutions + deletions + insertions;
        expect(errors === 0).toBe(truth.join(' ') === heard.join(' '));
        expect(errors).toBeLessThanOrEqual(Math.max(truth.length, heard.length));
        expect(insertions - deletions).toBe(heard.length - truth.length);
      }),
    );
  });
});
