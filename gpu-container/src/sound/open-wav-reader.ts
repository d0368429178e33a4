import { type FileHandle, open } from 'node:fs/promises';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { parseWavHeader, type SampleFormat, type WavHeader } from './parse-wav-header.js';

/** Reads a WAV file piece by piece; samples are −1…1, one array per channel. */
export interface WavReader {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly frames: number;
  /** The next frames, fewer at the end, none after it. */
  read(frames: number): Promise<Float32Array[]>;
  /** Frames from anywhere; does not move `read`. Shorter where the file ends. */
  readAt(frame: number, frames: number): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Longest header looked at; chunks before the samples (tags, padding) are far smaller. */
const HEADER_BYTES = 65_536;
const bytesPerSample: Readonly<Record<SampleFormat, number>> = { s16: 2, s24: 3, s32: 4, f32: 4 };

/** Opens a WAV file (16, 24, 32-bit or float; RIFF or RF64). Fails with `source-damaged` when it is none. */
export async function openWavReader(path: string): Promise<WavReader> {
  const file = await open(path, 'r');
  try {
    const header = await readHeader(file, path);
    return createReader(file, header);
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

function createReader(file: FileHandle, header: WavHeader): WavReader {
  const frameBytes = header.channels * bytesPerSample[header.format];
  const frames = Math.floor(header.dataBytes / frameBytes);
  let next = 0;
  const readAt = async (frame: number, count: number): Promise<Float32Array[]> => {
    const wanted = Math.max(0, Math.min(count, frames - frame));
    const bytes = Buffer.alloc(wanted * frameBytes);
    let filled = 0;
    while (filled < bytes.length) {
      const at = header.dataStartBytes + frame * frameBytes + filled;
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, at);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return decode(bytes.subarray(0, filled), header);
  };
  const read = async (count: number): Promise<Float32Array[]> => {
    const channels = await readAt(next, count);
    next += channels[0]?.length ?? 0;
    return channels;
  };
  return {
    sampleRateHz: header.sampleRateHz,
    channels: header.channels,
    frames,
    read,
    readAt,
    close: () => file.close(),
  };
}

function decode(bytes: Buffer, { channels, format }: WavHeader): Float32Array[] {
  const width = bytesPerSample[format];
  const frames = Math.floor(bytes.length / (width * channels));
  const sample = sampleReader(bytes, format);
  return Array.from({ length: channels }, (_, channel) => {
    const output = new Float32Array(frames);
    for (let i = 0; i < frames; i++) output[i] = sample((i * channels + channel) * width);
    return output;
  });
}

function sampleReader(bytes: Buffer, format: SampleFormat): (at: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 's16':
      return (at) => view.getInt16(at, true) / 32_768;
    case 's24':
      return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
    case 's32':
      return (at) => view.getInt32(at, true) / 2_147_483_648;
    case 'f32':
      return (at) => view.getFloat32(at, true);
    default:
      return format satisfies never;
  }
}
