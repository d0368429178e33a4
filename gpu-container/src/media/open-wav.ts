import { open } from 'node:fs/promises';
import { parseWavHeader, WAV_HEADER_WINDOW_BYTES } from './wav-header.js';

/** A 16-bit PCM WAV file opened for reading parts of it: a two-hour file is never held whole. */
export interface WavReader {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Sample frames in the file (one per channel group). */
  readonly frames: number;
  /** Reads frames [from, to) interleaved; fewer where the file ends. */
  read(from: number, to: number): Promise<Int16Array>;
  close(): Promise<void>;
}

/** Opens a 16-bit PCM WAV file. Fails with `source-damaged` for anything else. Close it. */
export async function openWav(path: string): Promise<WavReader> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(WAV_HEADER_WINDOW_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const header = parseWavHeader(head.subarray(0, bytesRead), size);
    const frameBytes = header.channels * 2;
    const frames = Math.floor(header.dataBytes / frameBytes);
    return {
      sampleRateHz: header.sampleRateHz,
      channels: header.channels,
      frames,
      close: () => file.close(),
      read: async (from, to) => {
        const first = Math.max(0, Math.min(from, frames));
        const samples = new Int16Array((Math.max(first, Math.min(to, frames)) - first) * header.channels);
        await file.read(new Uint8Array(samples.buffer), 0, samples.byteLength, header.dataOffset + first * frameBytes);
        return samples;
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
