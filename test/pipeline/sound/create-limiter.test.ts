import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createLimiter } from '../../../pipeline/sound/create-limiter.js';
import { createTruePeakDetector } from '../../../pipeline/sound/create-true-peak-detector.js';

const RATE = 48_000;

function limit(samples: Float32Array, ceiling: number, blockLength: number) {
  const limiter = createLimiter({ sampleRateHz: RATE, ceiling });
  const output: number[] = [];
  for (let from = 0; from < samples.length; from += blockLength) {
    const block = samples.subarray(from, from + blockLength);
    output.push(...limiter.push({ left: block, right: block }).left);
  }
  output.push(...limiter.flush().left);
  return { output: Float32Array.from(output), lowest: limiter.lowestGain() };
}

function truePeak(samples: Float32Array): number {
  const peaks = new Float32Array(samples.length + 16);
  const padded = new Float32Array(samples.length + 16);
  padded.set(samples);
  createTruePeakDetector().push(padded, peaks);
  return peaks.reduce((high, peak) => Math.max(high, peak), 0);
}

describe('createLimiter', () => {
  it('lets no true peak pass its ceiling, keeps the length, for any noise and block size', () => {
    assert(
      property(
        integer({ min: 1, max: 1e6 }),
        double({ min: 0.5, max: 8, noNaN: true }),
        integer({ min: 100, max: 5000 }),
        (seed, loudness, block) => {
          const noise = createNoise(seed);
          let smooth = 0;
          const samples = Float32Array.from({ length: 9000 }, (_, i) => {
            smooth = 0.9 * smooth + 0.1 * noise();
            return loudness * smooth * (1 + Math.sin(i / 700));
          });
          const { output } = limit(samples, 0.8, block);
          expect(output).toHaveLength(samples.length);
          expect(truePeak(output)).toBeLessThanOrEqual(0.8 * 1.01);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('passes what is under the ceiling unchanged', () => {
    const quiet = Float32Array.from({ length: 4800 }, (_, i) => 0.4 * Math.sin(i / 9));
    const { output, lowest } = limit(quiet, 0.8, 1000);
    expect(lowest).toBe(1);
    output.forEach((sample, i) => {
      expect(sample).toBeCloseTo(quiet[i] ?? Number.NaN, 6);
    });
  });

  it('is back at full level half a second after a peak', () => {
    const samples = Float32Array.from({ length: RATE }, (_, i) => (i < 480 ? 2 : 0.3) * Math.sin(i / 20));
    const { output } = limit(samples, 0.8, 4096);
    const late = output.subarray(RATE - 4800).reduce((high, x) => Math.max(high, Math.abs(x)), 0);
    expect(late).toBeGreaterThan(0.29);
  });
});
