import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Voice } from '../../../pipeline/ports/speech-synthesizer.js';
import { castVoices } from '../../../pipeline/speech/cast-voices.js';

const voices: readonly Voice[] = [
  { id: 'es-m1', language: 'es', gender: 'male', pitchHz: 110 },
  { id: 'es-m2', language: 'es', gender: 'male', pitchHz: 95 },
  { id: 'es-f1', language: 'es', gender: 'female', pitchHz: 200 },
  { id: 'es-419-m', language: 'es-419', gender: 'male', pitchHz: 110 },
  { id: 'fr-f', language: 'fr', gender: 'female', pitchHz: 200 },
];

describe('castVoices', () => {
  it('chooses by language, gender and pitch', () => {
    const speakers = [
      { id: 'spk_1', gender: 'female', pitchHz: 210 } as const,
      { id: 'spk_2', gender: 'male', pitchHz: 97 } as const,
    ];
    expect(castVoices({ speakers, voices, language: 'es' })).toEqual({
      spk_1: { voice: 'es-f1', pitchHz: 210 },
      spk_2: { voice: 'es-m2', pitchHz: 97 },
    });
  });

  it('takes gender from pitch where nobody said', () => {
    const cast = castVoices({ speakers: [{ id: 'a', pitchHz: 230 }], voices, language: 'es' });
    expect(cast['a']?.voice).toBe('es-f1');
  });

  it('tells speakers apart by pitch when voices run out', () => {
    const speakers = [1, 2, 3].map((n) => ({ id: `spk_${n}`, gender: 'female', pitchHz: 205 }) as const);
    const cast = castVoices({ speakers, voices: voices.filter((voice) => voice.id === 'es-f1'), language: 'es' });
    const pitches = Object.values(cast)
      .map((entry) => entry.pitchHz ?? 0)
      .sort((a, b) => a - b);
    expect(new Set(pitches).size).toBe(3);
    expect((pitches[1] ?? 0) / (pitches[0] ?? 1)).toBeGreaterThan(1.17);
  });

  it('keeps a previous cast, also when the speakers’ profiles have changed', () => {
    const previousCast = { spk_2: { voice: 'es-f1', pitchHz: 180 } };
    const speakers = [
      { id: 'spk_1', gender: 'female', pitchHz: 210, speechMs: 60_000 } as const,
      { id: 'spk_2', gender: 'male', pitchHz: 97 } as const,
    ];
    const cast = castVoices({ speakers, voices, language: 'es', previousCast });
    expect(cast['spk_2']).toEqual(previousCast.spk_2);
  });

  it('gives no voice where the language has none', () => {
    expect(castVoices({ speakers: [{ id: 'a' }], voices, language: 'de' })).toEqual({});
  });

  it('never gives two speakers the same voice at the same pitch, in whatever order they are named', () => {
    const speaker = record({
      pitchHz: integer({ min: 80, max: 300 }),
      gender: constantFrom('female' as const, 'male' as const),
      speechMs: integer({ min: 1, max: 1e6 }),
    });
    assert(
      property(array(speaker, { minLength: 1, maxLength: 7 }), (drawn) => {
        const speakers = drawn.map((entry, i) => ({ id: `spk_${i + 1}`, ...entry, speechMs: entry.speechMs * 10 + i }));
        const cast = castVoices({ speakers, voices, language: 'es' });
        const heard = Object.values(cast).map(({ voice, pitchHz }) => `${voice} ${pitchHz}`);
        expect(new Set(heard).size).toBe(speakers.length);
        expect(castVoices({ speakers: [...speakers].reverse(), voices, language: 'es' })).toEqual(cast);
      }),
    );
  });
});
