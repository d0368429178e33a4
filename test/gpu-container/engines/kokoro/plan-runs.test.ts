import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRuns, type SpeechRun } from '../../../../gpu-container/src/engines/kokoro/plan-runs.js';
import type { Script } from '../../../../gpu-container/src/engines/kokoro/read-script.js';

const symbols = new Map([...'abcdefghij .,?'].map((sign, id) => [sign, id + 1]));
/** A script of words of one letter each; every clause is a line. */
const scriptOf = (lines: readonly string[]): Script => {
  let word = -1;
  return {
    words: [],
    clauses: lines.map((line) => ({
      signs: [...line].map((sign, at) => {
        if (!/[a-z]/u.test(sign)) return { sign };
        if (at === 0 || line[at - 1] === ' ') word += 1;
        return { sign, word };
      }),
      isSentenceEnd: /[.?]$/u.test(line),
    })),
  };
};
const text = (runs: readonly SpeechRun[]): readonly string[] =>
  runs.map(({ tokens }) => tokens.map(({ sign }) => sign).join(''));

describe('the runs of a script', () => {
  it('hold as many sentences as are spoken well at once, evenly', () => {
    const sentence = 'abc abc abc abc abc abc.';
    const runs = planRuns({ script: scriptOf(Array(5).fill(sentence)), symbols, limit: 100, preferred: 80 });
    expect(text(runs)).toEqual([Array(3).fill(sentence).join(' '), Array(2).fill(sentence).join(' ')]);
    expect(runs.every(({ isSentenceEnd }) => isSentenceEnd)).toBe(true);
  });

  it('let no short sentence be said alone', () => {
    const runs = planRuns({
      script: scriptOf(['ab.', `${'abc '.repeat(12).trim()}.`, 'ab.']),
      symbols,
      limit: 60,
      preferred: 48,
    });
    expect(runs).toHaveLength(1);
  });

  it('cut what does not fit at its clauses, else at its words, else anywhere', () => {
    expect(text(planRuns({ script: scriptOf(['abc abc,', 'abc abc.']), symbols, limit: 10 }))).toEqual([
      'abc abc,',
      'abc abc.',
    ]);
    expect(text(planRuns({ script: scriptOf(['abc abc abc.']), symbols, limit: 8 }))).toEqual(['abc abc', 'abc.']);
    expect(text(planRuns({ script: scriptOf(['abcdefghij.']), symbols, limit: 4 }))).toEqual(['abcd', 'efgh', 'ij.']);
  });

  it('leave out signs the model does not know, and clauses nothing is left of', () => {
    expect(text(planRuns({ script: scriptOf(['aéb.', 'é.']), symbols }))).toEqual(['ab.']);
    expect(planRuns({ script: scriptOf(['é.', '.']), symbols })).toEqual([]);
  });

  it('never exceed the limit and lose no letter, whatever the text', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 1, maxLength: 30 });
    const line = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 20 }), fc.constantFrom('.', ',', '?', ''))
      .map(([words, mark]) => words.join(' ') + mark);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 10, max: 80 }), (lines, limit) => {
        const runs = planRuns({ script: scriptOf(lines), symbols, limit, preferred: Math.ceil(limit * 0.8) });
        const letters = (all: readonly string[]) => all.join('').replaceAll(' ', '');
        expect(letters(text(runs))).toBe(letters(lines));
        for (const { tokens } of runs) expect(tokens.length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
