import { describe, expect, it } from 'vitest';
import { auditSource } from '../../../pipeline/speech/audit-source.js';

const segment = (id: string, confidences: readonly (number | undefined)[]) => ({
  id,
  startMs: 0,
  endMs: 1000,
  text: 'words',
  words: confidences.map((confidence, index) => ({
    text: 'word',
    startMs: index * 100,
    endMs: index * 100 + 90,
    ...(confidence === undefined ? {} : { confidence }),
  })),
});

const many = (confidence: number): readonly number[] => Array.from({ length: 12 }, () => confidence);
const doubts = (segments: readonly ReturnType<typeof segment>[]) => {
  const { segments: found } = auditSource({ language: 'en', segments: [...segments] });
  return segments.map(({ id }) => found.get(id)?.[0]?.doubt ?? 0);
};

describe('auditSource', () => {
  it('doubts a segment the more, the less sure its words were', () => {
    const [sure = 1, unsure = 0, guessed = 0] = doubts([
      segment('sure', many(0.9)),
      segment('unsure', many(0.4)),
      segment('guessed', many(0.05)),
    ]);

    expect(sure).toBe(0);
    expect(unsure).toBeGreaterThan(0);
    expect(guessed).toBeGreaterThan(unsure);
  });

  it.each([
    ['film dialogue, 96 % of the words wrong', 0.31],
    ['a telephone call', 0.24],
    ['German heard as English', 0.28],
  ])('never lets a transcript look sure that is as good as guessed (%s)', (_what, confidence) => {
    const { segments, programme } = auditSource({ language: 'en', segments: [segment('a', many(confidence))] });
    expect(segments.get('a')?.[0]?.doubt).toBeGreaterThan(0.5);
    expect(programme).toMatchObject([{ kind: 'unsure-source', message: expect.stringContaining('misheard') }]);
  });

  it('trusts what measured well, one doubtful word included', () => {
    const heard = [segment('a', many(0.82)), segment('b', many(0.89)), segment('one-word', [0.29])];
    expect(doubts(heard)).toEqual([0, 0, 0]);
    expect(auditSource({ language: 'en', segments: heard }).programme).toEqual([]);
  });

  it('says nothing of words nobody rated, as in a transcript that was brought', () => {
    const { segments, programme } = auditSource({ language: 'en', segments: [segment('brought', [undefined])] });
    expect([segments.size, programme.length]).toEqual([0, 0]);
  });
});
