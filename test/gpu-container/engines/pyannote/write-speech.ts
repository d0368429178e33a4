import { createWavWriter } from '../../../../gpu-container/src/sound/create-wav-writer.js';

/** Writes samples as mono 16 kHz WAV; gives the path back. */
export async function writeSpeech(path: string, samples: Float32Array): Promise<string> {
  const writer = await createWavWriter({ path, sampleRateHz: 16_000, channels: 1, format: 's16' });
  await writer.write([samples]);
  await writer.close();
  return path;
}
