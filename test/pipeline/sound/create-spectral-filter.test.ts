import { assert, integer, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createSpectralFilter, type FilteredBlock } from '../../../pipeline/sound/create-spectral-filter.js';

describe('createSpectralFilter', () => {
  it('gives back an untouched signal, sample for sample, however it is cut into blocks', () => {
    assert(
      property(
        uniqueArray(integer({ min: 1, max: 2999 }), { maxLength: 6 }),
        integer({ min: 0, max: 3000 }),
        (cuts, length) => {
          const noise = createNoise(length + 1);
          const left = Float32Array.from({ length }, noise);
          const right = Float32Array.from({ length }, noise);
          const filter = createSpectralFilter({ size: 256, process: () => undefined });
          const blocks: FilteredBlock[] = [];
          let from = 0;
          for (const cut of [...cuts.filter((at) => at < length).sort((a, b) => a - b), length]) {
            blocks.push(filter.push({ left: left.subarray(from, cut), right: right.subarray(from, cut) }));
            from = cut;
          }
          blocks.push(filter.flush());
          const wet = blocks.flatMap((block) => [...block.wet.left]);
          expect(blocks.flatMap((block) => [...block.dry.right])).toEqual([...right]);
          expect(wet).toHaveLength(length);
          wet.forEach((sample, i) => {
            expect(sample).toBeCloseTo(left[i] ?? Number.NaN, 5);
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('tells where each frame lies on the timeline', () => {
    const centres: number[] = [];
    const filter = createSpectralFilter({ size: 256, process: ({ centreSample }) => centres.push(centreSample) });
    filter.push({ left: new Float32Array(256), right: new Float32Array(256) });
    expect(centres).toEqual([-64, 0, 64, 128]);
  });
});
