import { describe, expect, it } from 'vitest';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { nameSpeakers } from '../../../pipeline/stages/name-speakers.js';

const spoken = (speakers: readonly (string | undefined)[], known: Transcript['speakers']): Transcript => ({
  language: 'en',
  segments: speakers.map((speaker, index) => ({
    id: `seg-${index}`,
    ...(speaker === undefined ? {} : { speaker }),
    startMs: index * 1000,
    endMs: index * 1000 + 900,
    text: 'Hello.',
    words: [],
  })),
  ...(known && { speakers: known }),
});

describe('speakers on screen', () => {
  it('keep their names, and are numbered in order of appearance where they have none', () => {
    const { speakers } = nameSpeakers(
      spoken(['b', undefined, 'a', 'b'], [{ id: 'a', label: 'Ana' }, { id: 'b' }]),
      'es',
    );

    expect(speakers).toEqual([
      { id: 'b', label: '1' },
      { id: 'a', label: 'Ana' },
    ]);
  });

  it('are numbered in the digits of the language', () => {
    const { speakers } = nameSpeakers(spoken(['a', 'b'], undefined), 'ar-EG');

    expect(speakers?.map(({ label }) => label)).toEqual(['١', '٢']);
  });

  it('need no number where only one speaks', () => {
    const { segments } = nameSpeakers(spoken(['a', 'a'], [{ id: 'a' }]), 'es');

    expect(segments.map(({ speaker }) => speaker)).toEqual([undefined, undefined]);
    expect(nameSpeakers(spoken(['a'], [{ id: 'a', label: 'Ana' }]), 'es').segments[0]?.speaker).toBe('a');
  });
});
