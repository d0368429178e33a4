import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWavWriter } from '../../../gpu-container/src/sound/create-wav-writer.js';

/** Makes an empty folder for one test file; `remove` takes it away again. */
export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'polydub-sound-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes channels as one 16-bit WAV file and returns its path. */
export async function writeWav(
  path: string,
  channels: readonly Float32Array[],
  sampleRateHz = 48_000,
): Promise<string> {
  const writer = await createWavWriter({ path, sampleRateHz, channels: channels.length, format: 's16' });
  await writer.write(channels);
  await writer.close();
  return path;
}
