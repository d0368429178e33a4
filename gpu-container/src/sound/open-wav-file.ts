import { type FileHandle, open } from 'node:fs/promises';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { parseWavHeader, type SampleFormat, type WavHeader } from './parse-wav-header.js';

/** A WAV file opened for reading parts of it: a two-hour file is never held whole. */
export interface WavFile {
  readonly header: WavHeader;
  /** Sample frames in the file (one sample of every channel each). */
  readonly frames: number;
  /** The bytes of frames from anywhere; fewer where the file ends. */
  readBytes(frame: number, frames: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Longest header looked at; chunks before the samples (tags, padding) are far smaller. */
const HEADER_BYTES = 65_536;
/** Bytes of one sample. */
export const bytesPerSample: Readonly<Record<SampleFormat, number>> = { s16: 2, s24: 3, s32: 4, f32: 4 };

/** Opens a WAV file (16, 24, 32-bit or float; RIFF or RF64). Fails with `source-damaged` when it is none. Close it. */
export async function openWavFile(path: string): Promise<WavFile> {
  const file = await open(path, 'r');
  try {
    const header = await readHeader(file, path);
    const frameBytes = header.channels * bytesPerSample[header.format];
    const frames = Math.floor(header.dataBytes / frameBytes);
    const readBytes = async (frame: number, count: number): Promise<Buffer> => {
      const first = Math.max(0, frame);
      const bytes = Buffer.alloc(Math.max(0, Math.min(first + count, frames) - first) * frameBytes);
      let filled = 0;
      while (filled < bytes.length) {
        const at = header.dataStartBytes + first * frameBytes + filled;
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, at);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    };
    return { header, frames, readBytes, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readHeader(file: FileHandle, path: string): Promise<WavHeader> {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await file.read(bytes, 0, HEADER_BYTES, 0);
  const { size } = await file.stat();
  const header = parseWavHeader(bytes.subarray(0, bytesRead), size);
  if (header === undefined) throw new PipelineError('source-damaged', `${path} is not a WAV file of a known format`);
  return header;
}
