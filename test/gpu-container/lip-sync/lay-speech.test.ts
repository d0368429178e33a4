import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laySpeech } from '../../../gpu-container/src/lip-sync/lay-speech.js';
import type { MouthLine } from '../../../pipeline/contracts/mouth-script.js';
import { temporaryFolder, writeWav } from '../sound/temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const hum = Float32Array.from({ length: 22_050 }, (_, at) => 0.5 * Math.sin((2 * Math.PI * 200 * at) / 22_050));
  await writeWav(join(folder.path, 'speech-0'), [hum], 22_050);
});
afterAll(() => folder.remove());

const lay = (line: Partial<MouthLine>, fromMs: number, toMs: number) => {
  const lines = [{ segmentId: 's1', trackIds: [], startMs: 4000, endMs: 5000, phonemes: [], ...line }];
  return laySpeech({ lines, fetch: async (input) => join(folder.path, input), fromMs, toMs });
};
const isHeard = (samples: Float32Array, atMs: number) =>
  samples.subarray(16 * (atMs - 10), 16 * (atMs + 10)).some((sample) => Math.abs(sample) > 0.2);
const speech = { input: 'speech-0', rate: 1 };

describe('the sound a renderer of mouths hears', () => {
  it('is 16 kHz with each line where it is spoken, silent elsewhere', async () => {
    const samples = await lay({ speech }, 3500, 5500);
    expect(samples.length).toBe(32_000);
    expect([400, 520, 1480, 1600].map((atMs) => isHeard(samples, atMs))).toEqual([false, true, true, false]);
  });

  it('begins in the middle of a line that began before', async () => {
    const samples = await lay({ speech }, 4500, 5500);
    expect([20, 480, 600].map((atMs) => isHeard(samples, atMs))).toEqual([true, true, false]);
  });

  it('is played at its rate, with its pauses', async () => {
    const faster = await lay({ speech: { ...speech, rate: 1.25 } }, 4000, 5500);
    expect([780, 850].map((atMs) => isHeard(faster, atMs))).toEqual([true, false]);
    const paused = await lay({ speech: { ...speech, pauses: [{ atMs: 500, durationMs: 200 }] } }, 4000, 5500);
    expect([450, 600, 750, 1150].map((atMs) => isHeard(paused, atMs))).toEqual([true, false, true, true]);
  });

  it('leaves out lines without sound and lines of another time', async () => {
    for (const samples of [await lay({}, 3500, 5500), await lay({ speech }, 8000, 9000)]) {
      expect(samples.some((sample) => sample !== 0)).toBe(false);
    }
  });
});
