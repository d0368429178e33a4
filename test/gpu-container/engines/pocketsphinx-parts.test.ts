import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCtm } from '../../../gpu-container/src/engines/pocketsphinx/parse-ctm.js';
import { planChunks } from '../../../gpu-container/src/engines/pocketsphinx/plan-chunks.js';
import { regionsFromProbabilities } from '../../../gpu-container/src/engines/silero-vad/regions-from-probabilities.js';

describe('parseCtm', () => {
  it('reads words by utterance, without fillers and pronunciation marks', () => {
    const text =
      "c1 1 0.00 0.10 <s> 1.000\nc1 1 0.10 0.25 read(2) 0.5\nc1 1 0.4 0.1 [NOISE] 0.9\nc2 1 1.00 0.50 it's 0.97\n\n";

    expect([...parseCtm(text)]).toEqual([
      ['c1', [{ text: 'read', startMs: 100, endMs: 350, confidence: 0.5 }]],
      ['c2', [{ text: "it's", startMs: 1000, endMs: 1500, confidence: 0.97 }]],
    ]);
  });

  it('skips lines that are cut off', () => {
    expect(parseCtm('c1 1 0.1\nc1 1 x y word 0.5\n').size).toBe(0);
  });
});

const regions = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 100, max: 60_000 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => {
    let at = 0;
    return parts.map(([gapMs, lengthMs]) => {
      const region = { startMs: at + gapMs, endMs: at + gapMs + lengthMs };
      at = region.endMs;
      return region;
    });
  });

describe('planChunks', () => {
  it('covers all speech once, in order, inside the file, in chunks of at most 31 s (property)', () => {
    fc.assert(
      fc.property(regions, (speech) => {
        const durationMs = (speech.at(-1)?.endMs ?? 0) + 500;
        const chunks = planChunks(speech, durationMs);
        chunks.forEach((chunk, at) => {
          expect(chunk.startMs).toBeGreaterThanOrEqual(chunks[at - 1]?.endMs ?? 0);
          expect(chunk.endMs).toBeLessThanOrEqual(durationMs);
          expect(chunk.endMs - chunk.startMs).toBeLessThanOrEqual(31_000);
        });
        for (const { startMs, endMs } of speech) {
          const heardMs = chunks.reduce(
            (sum, chunk) => sum + Math.max(0, Math.min(endMs, chunk.endMs) - Math.max(startMs, chunk.startMs)),
            0,
          );
          expect(heardMs).toBeCloseTo(endMs - startMs, 3);
        }
      }),
    );
  });

  it('widens a lone word to five seconds and leaves long silence out', () => {
    const chunks = planChunks(
      [
        { startMs: 30_000, endMs: 30_500 },
        { startMs: 90_000, endMs: 96_000 },
      ],
      120_000,
    );

    expect(chunks.map(({ startMs, endMs }) => endMs - startMs)).toEqual([5000, 6500]);
  });
});

describe('regionsFromProbabilities', () => {
  const FRAME_MS = 32;
  const of = (text: string) =>
    regionsFromProbabilities(
      [...text].map((digit) => Number(digit) / 10),
      FRAME_MS,
    );

  it('does not flicker, drops clicks and joins short gaps', () => {
    expect(of('000000990000000000000')).toEqual([]);
    const flicker = of('0000000000999494949499900000000000');
    expect(flicker).toHaveLength(1);
    expect(of('00000000009999990009999990000000000')).toHaveLength(1);
    expect(of('0000000000999999000000000099999900000')).toHaveLength(2);
  });

  it('never lets padded regions overlap or leave the file (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }), (probabilities) => {
        const found = regionsFromProbabilities(probabilities, FRAME_MS);
        found.forEach((region, at) => {
          expect(region.startMs).toBeGreaterThanOrEqual(found[at - 1]?.endMs ?? 0);
          expect(region.endMs).toBeGreaterThan(region.startMs);
          expect(region.endMs).toBeLessThanOrEqual(probabilities.length * FRAME_MS);
        });
      }),
    );
  });
});
