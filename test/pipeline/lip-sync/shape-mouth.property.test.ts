import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phoneme } from '../../../pipeline/contracts/spoken-segment.js';
import { scaleShape } from '../../../pipeline/lip-sync/scale-shape.js';
import { shapeMouth } from '../../../pipeline/lip-sync/shape-mouth.js';
import { timeGoals } from '../../../pipeline/lip-sync/time-goals.js';

/** Visual lead of the model: the frame in which a closure shows is looked for so much before its sound. */
const LEAD_MS = 40;
const range = { closedOpen: 0.005, wideOpen: 0.2, restWidth: 0.6, roundedBy: 0.08, spreadBy: 0.05 };

const phoneme = fc.record({
  ipa: fc.constantFrom('p', 'b', 'm', 'a', 'e', 'i', 'o', 'u', 's', 't', 'k', 'l', 'ʃ', 'f', 'aɪ', 'ŋ'),
  lengthMs: fc.integer({ min: 30, max: 220 }),
  pauseMs: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }) },
  ),
});

const utterance = fc.array(phoneme, { minLength: 1, maxLength: 30 }).map((parts) => {
  let at = 200;
  return parts.map(({ ipa, lengthMs, pauseMs }): Phoneme => {
    const startMs = at + pauseMs;
    at = startMs + lengthMs;
    return { ipa, startMs, endMs: at };
  });
});

const frameRate = fc.constantFrom(23.976, 25, 29.97, 50, 60);

function shapes(phonemes: readonly Phoneme[], fps: number) {
  const frameMs = 1000 / fps;
  const count = Math.ceil(((phonemes.at(-1)?.endMs ?? 0) + 800) / frameMs);
  const timesMs = Array.from({ length: count }, (_, at) => (at + 0.5) * frameMs);
  return { frameMs, timesMs, made: shapeMouth({ goals: timeGoals(phonemes), timesMs, frameMs }) };
}

describe('the shape of a mouth that speaks', () => {
  it('closes in at least one frame for every p, b and m, whatever surrounds it', () => {
    fc.assert(
      fc.property(utterance, frameRate, (phonemes, fps) => {
        const { frameMs, timesMs, made } = shapes(phonemes, fps);
        for (const { ipa, startMs, endMs } of phonemes.filter((each) => 'pbm'.includes(each.ipa))) {
          const middle = (startMs + endMs) / 2 - LEAD_MS;
          const near = made.filter((_, at) => Math.abs((timesMs[at] ?? 0) - middle) <= frameMs / 2 + 0.5);
          expect(
            near.some(({ open }) => open === 0),
            `${ipa} at ${startMs}`,
          ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never leaves the range of the speaker', () => {
    fc.assert(
      fc.property(utterance, frameRate, (phonemes, fps) => {
        for (const shape of shapes(phonemes, fps).made) {
          const { open, width } = scaleShape(shape, range);
          expect(open).toBeGreaterThanOrEqual(range.closedOpen);
          expect(open).toBeLessThanOrEqual(range.wideOpen);
          expect(width).toBeGreaterThanOrEqual(range.restWidth - range.roundedBy);
          expect(width).toBeLessThanOrEqual(range.restWidth + range.spreadBy);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('rests before the first sound and after the last', () => {
    fc.assert(
      fc.property(utterance, (phonemes) => {
        const { made } = shapes(phonemes, 25);
        expect(made.at(-1)?.open).toBeLessThan(0.05);
        expect(Math.abs(made.at(-1)?.width ?? 1)).toBeLessThan(0.15);
      }),
      { numRuns: 60 },
    );
  });
});

describe('coarticulation', () => {
  const spread = (parts: ReadonlyArray<readonly [string, number]>) => {
    let at = 500;
    return parts.map(([ipa, lengthMs]): Phoneme => {
      const startMs = at;
      at += lengthMs;
      return { ipa, startMs, endMs: at };
    });
  };

  it('rounds the sound before a rounded vowel', () => {
    const [before, relaxed] = ['u', 'i'].map((vowel) => {
      const { made, timesMs } = shapes(
        spread([
          ['s', 100],
          [vowel, 160],
        ]),
        50,
      );
      return made[timesMs.findIndex((ms) => ms > 540)]?.width ?? 0;
    });
    expect(before).toBeLessThan((relaxed ?? 0) - 0.4);
  });

  it('opens before the sound is heard', () => {
    const { made, timesMs } = shapes(spread([['a', 200]]), 50);
    const atOnset = made[timesMs.findIndex((ms) => ms >= 495)];
    expect(atOnset?.open).toBeGreaterThan(0.5);
  });

  it('comes to rest in a pause between words', () => {
    const pause: Phoneme[] = [
      { ipa: 'a', startMs: 100, endMs: 250 },
      { ipa: 'a', startMs: 950, endMs: 1100 },
    ];
    const { made, timesMs } = shapes(pause, 25);
    expect(made[timesMs.findIndex((ms) => ms > 580)]?.open).toBeLessThan(0.06);
  });
});
