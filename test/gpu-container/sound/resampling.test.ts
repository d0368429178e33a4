import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createStreamResampler } from '../../../gpu-container/src/sound/create-stream-resampler.js';
import { resampledSound } from '../../../gpu-container/src/sound/resampled-sound.js';
import { resample } from '../../../pipeline/sound/resample.js';

const noise = (length: number, seed: number): Float32Array => {
  const next = createNoise(seed);
  return Float32Array.from({ length }, () => next());
};
const rates = fc.constantFrom([48_000, 44_100], [44_100, 48_000], [48_000, 16_000], [22_050, 48_000]);

describe('a sound at another rate', () => {
  it('is the same sample for sample, wherever and however much of it is read', async () => {
    const whole = [noise(30_000, 1), noise(30_000, 2)];
    await fc.assert(
      fc.asyncProperty(rates, fc.nat(34_000), fc.nat(34_000), async ([fromHz = 1, toHz = 1], frame, count) => {
        const sound = {
          ...{ sampleRateHz: fromHz, channels: 2, frames: 30_000 },
          readAt: async (at: number, frames: number) => whole.map((side) => side.slice(at, at + frames)),
        };
        const converted = whole.map((samples) => resample({ samples, fromHz, toHz }));

        const read = await resampledSound({ sound, toHz, channels: 2 }).readAt(frame, count);

        expect(read).toEqual(converted.map((side) => side.slice(frame, frame + count)));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a stream at another rate', () => {
  it('is the same sample for sample, whatever blocks it comes in', () => {
    fc.assert(
      fc.property(
        rates,
        fc.nat(9000),
        fc.array(fc.integer({ min: 1, max: 3000 })),
        ([fromHz = 1, toHz = 1], length, cuts) => {
          const whole = [noise(length, 3), noise(length, 4)];
          const stream = createStreamResampler({ channels: 2, fromHz, toHz });
          const told: Array<readonly Float32Array[]> = [];
          let at = 0;
          for (const cut of [...cuts, length]) {
            const end = Math.min(length, at + cut);
            told.push(stream.push(whole.map((side) => side.slice(at, end))));
            at = end;
          }
          told.push(stream.flush());

          const joined = whole.map((_, channel) =>
            Float32Array.from(told.flatMap((block) => [...(block[channel] ?? [])])),
          );
          expect(joined).toEqual(whole.map((samples) => resample({ samples, fromHz, toHz })));
        },
      ),
      { numRuns: 25 },
    );
  });
});
