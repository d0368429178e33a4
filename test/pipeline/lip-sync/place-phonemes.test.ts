import { describe, expect, it } from 'vitest';
import { placePhonemes } from '../../../pipeline/lip-sync/place-phonemes.js';
import { spellPhonemes } from '../../../pipeline/lip-sync/spell-phonemes.js';

const fitted = { id: 's', startMs: 5000, endMs: 6100, rate: 1.25, overlap: 1, onsetErrorMs: 0 };

describe('phonemes on the timeline', () => {
  it('are played at the rate of their line', () => {
    const placed = placePhonemes([{ ipa: 'a', startMs: 500, endMs: 750 }], fitted);
    expect(placed).toEqual([{ ipa: 'a', startMs: 5400, endMs: 5600 }]);
  });

  it('wait for the pauses before them, and do not stretch over one', () => {
    const phonemes = [
      { ipa: 'a', startMs: 0, endMs: 500 },
      { ipa: 'b', startMs: 500, endMs: 750 },
    ];
    const placed = placePhonemes(phonemes, { ...fitted, pauses: [{ atMs: 500, durationMs: 300 }] });
    expect(placed.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [5000, 5400],
      [5700, 5900],
    ]);
  });
});

describe('phonemes of a voice that told none', () => {
  it('are its letters, spread over its words', () => {
    const words = [{ text: '¡Sí!', startMs: 100, endMs: 300 }];
    expect(spellPhonemes({ text: '¡Sí!', durationMs: 400, words })).toEqual([
      { ipa: 's', startMs: 100, endMs: 200 },
      { ipa: 'i', startMs: 200, endMs: 300 },
    ]);
  });

  it('leave room for the gaps between words when not even those have times', () => {
    const spelt = spellPhonemes({ text: 'ab c', durationMs: 400 });
    expect(spelt.map(({ ipa, startMs }) => [ipa, startMs])).toEqual([
      ['a', 0],
      ['b', 100],
      ['c', 300],
    ]);
  });
});
