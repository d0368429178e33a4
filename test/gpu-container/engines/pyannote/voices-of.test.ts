import { describe, expect, it } from 'vitest';
import { voicesOf } from '../../../../gpu-container/src/engines/pyannote/voices-of.js';
import { createKaldiFbank } from '../../../../gpu-container/src/neural/create-kaldi-fbank.js';

const FRAMES = 589;
const ROWS = 998;
const BANDS = 80;

/** Ten seconds of noise whose colour changes all the time: every row is different. */
const samples = (() => {
  let seed = 5;
  let last = 0;
  return Float32Array.from({ length: 160_000 }, (_, n) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    last += (0.1 + 0.8 * ((n / 160_000) % 1)) * ((seed / 2 ** 31 - 1) * 0.3 - last);
    return last;
  });
})();

const features = createKaldiFbank({
  ...{ sampleRateHz: 16_000, frameSamples: 400, hopSamples: 160, bands: BANDS, scale: 32_768 },
  window: 'hamming',
  edges: 'inside',
})(samples);
const means = Array.from({ length: BANDS }, (_, band) => {
  let sum = 0;
  for (let row = 0; row < ROWS; row++) sum += features[row * BANDS + band] ?? 0;
  return sum / ROWS;
});

/** Masks with a local speaker on between two times in s, judged at the middle of each frame. */
function masksOf(...spoken: readonly (readonly [local: number, from: number, to: number])[]): Uint8Array {
  return Uint8Array.from({ length: FRAMES }, (_, frame) => {
    const second = (frame * 270 + 495.5) / 16_000;
    return spoken.reduce((mask, [local, from, to]) => (second >= from && second < to ? mask | (1 << local) : mask), 0);
  });
}

/** Number of the row of the whole window that a row of features is. */
function rowsIn(voice: Float32Array): number[] {
  return Array.from({ length: voice.length / BANDS }, (_, at) => {
    const own = voice.subarray(at * BANDS, (at + 1) * BANDS);
    for (let row = 0; row < ROWS; row++) {
      const isThis = own.every((value, band) => {
        return Math.abs(value - ((features[row * BANDS + band] ?? 0) - (means[band] ?? 0))) < 1e-3;
      });
      if (isThis) return row;
    }
    return -1;
  });
}

describe('voicesOf', () => {
  it('gives each speaker the rows heard alone, without the mean of the window, repeated up to whole seconds', () => {
    const [first, second, ...others] = voicesOf({
      firstFrame: 0,
      samples,
      masks: masksOf([0, 1, 4], [2, 3.5, 6.2]),
    });

    expect(others).toEqual([]);
    expect([first?.local, second?.local, first?.isClear, second?.isClear]).toEqual([0, 2, true, true]);
    expect([first?.rows, second?.rows]).toEqual([300, 300]);
    const [mine, theirs] = [rowsIn(first?.features ?? samples), rowsIn(second?.features ?? samples)];
    // the middle of row 99 lies at 1.0025 s, that of row 348 at 3.4925 s: 250 rows, then from the beginning again
    expect(mine.slice(0, 3)).toEqual([mine[0], (mine[0] ?? 0) + 1, (mine[0] ?? 0) + 2]);
    expect(Math.abs((mine[0] ?? 0) - 99)).toBeLessThan(2);
    const again = mine.indexOf(mine[0] ?? 0, 1);
    expect(Math.abs((mine[again - 1] ?? 0) - 348)).toBeLessThan(2);
    expect(Math.abs((theirs[0] ?? 0) - 399)).toBeLessThan(2);
    expect(mine.includes(-1) || theirs.includes(-1)).toBe(false);
  });

  it('hears one who never speaks alone together with the other, and does not cluster by that', () => {
    const voices = voicesOf({ firstFrame: 0, samples, masks: masksOf([0, 0, 8], [1, 2, 5]) });

    expect(voices.map(({ local, isClear, rows }) => [local, isClear, rows])).toEqual([
      [0, true, 500],
      [1, false, 300],
    ]);
    const rows = rowsIn(voices[1]?.features ?? samples);
    expect(Math.abs((rows[0] ?? 0) - 199)).toBeLessThan(2);
  });

  it('takes nobody for a voice who is heard for less than 0.4 s, and silence for none', () => {
    expect(voicesOf({ firstFrame: 0, samples, masks: masksOf([0, 1, 1.3]) })).toEqual([]);
    expect(voicesOf({ firstFrame: 0, samples, masks: new Uint8Array(FRAMES) })).toEqual([]);
  });

  it('takes the whole window as it is', () => {
    expect(voicesOf({ firstFrame: 0, samples, masks: masksOf([1, 0, 11]) }).map(({ rows }) => rows)).toEqual([ROWS]);
  });
});
