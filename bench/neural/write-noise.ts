import { createWavWriter } from '../../gpu-container/src/sound/create-wav-writer.js';

const RATE_HZ = 16_000;

/** Writes minutes of noise, the same every time, as mono 16 kHz WAV; gives the path back. */
export async function writeNoise(path: string, minutes: number): Promise<string> {
  const writer = await createWavWriter({ path, sampleRateHz: RATE_HZ, channels: 1, format: 's16' });
  let seed = 1;
  for (let left = Math.round(minutes * 60 * RATE_HZ); left > 0; left -= RATE_HZ) {
    const second = Float32Array.from({ length: Math.min(left, RATE_HZ) }, () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (seed / 2 ** 31 - 1) * 0.1;
    });
    await writer.write([second]);
  }
  await writer.close();
  return path;
}
