import { writeFile } from 'node:fs/promises';
import type { Sound } from './read-wav.js';
import { wavHeaderBytes } from './wav-header-bytes.js';

/** Writes a whole sound as a 16-bit PCM WAV file. Same sound, same bytes. */
export async function writeWav(path: string, sound: Sound): Promise<void> {
  const { samples, sampleRateHz, channels } = sound;
  const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await writeFile(path, Buffer.concat([wavHeaderBytes({ sampleRateHz, channels, dataBytes: data.length }), data]));
}
