import { createWavWriter } from '../../gpu-container/src/sound/create-wav-writer.js';

const RATE_HZ = 48_000;

/** Writes seconds of a moving tone and noise, different on both sides, as 48 kHz stereo WAV; gives the path back. */
export async function writeProgramme(path: string, seconds: number): Promise<string> {
  const writer = await createWavWriter({ path, sampleRateHz: RATE_HZ, channels: 2, format: 's16' });
  let seed = 1;
  for (let second = 0; second < seconds; second++) {
    const sides = [0, 1].map((side) =>
      Float32Array.from({ length: RATE_HZ }, (_, at) => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return 0.2 * Math.sin((at * (second % 40) * (side + 1)) / 400) + (seed / 2 ** 31 - 1) * 0.05;
      }),
    );
    await writer.write(sides);
  }
  await writer.close();
  return path;
}
