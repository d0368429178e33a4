import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { openWavFile } from '../sound/open-wav-file.js';

/** A 16-bit PCM WAV file as its samples are written, for engines that want them so; mixing reads `openWavReader`. */
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
  const { header, frames, readBytes, close } = await openWavFile(path);
  if (header.format !== 's16') {
    await close();
    throw new PipelineError('source-damaged', 'The sound file is not a 16-bit PCM WAV file.');
  }
  return {
    sampleRateHz: header.sampleRateHz,
    channels: header.channels,
    frames,
    close,
    read: async (from, to) => {
      const first = Math.max(0, from);
      const bytes = await readBytes(first, to - first);
      const samples = new Int16Array(Math.floor(bytes.length / 2));
      bytes.copy(new Uint8Array(samples.buffer));
      return samples;
    },
  };
}
