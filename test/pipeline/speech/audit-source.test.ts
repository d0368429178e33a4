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

describe('auditSource', () => {
  it('doubts a segment the more, the less sure its words were', () => {
    const found = auditSource({
      language: 'en',
      segments: [segment('sure', [0.9, 0.8]), segment('unsure', [0.3, 0.3]), segment('guessed', [0.01, 0.05])],
    });

    expect([...found.keys()]).toEqual(['unsure', 'guessed']);
    expect(found.get('guessed')?.[0]?.doubt).toBeGreaterThan(found.get('unsure')?.[0]?.doubt ?? 1);
  });

  it('says nothing of words nobody rated, as in a transcript that was brought', () => {
    expect(auditSource({ language: 'en', segments: [segment('brought', [undefined, undefined])] }).size).toBe(0);
  });
});
