import { bytesPerSample, openWavFile } from './open-wav-file.js';
import type { SampleFormat, WavHeader } from './parse-wav-header.js';

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

/** Opens a WAV file (16, 24, 32-bit or float; RIFF or RF64). Fails with `source-damaged` when it is none. */
export async function openWavReader(path: string): Promise<WavReader> {
  const { header, frames, readBytes, close } = await openWavFile(path);
  let next = 0;
  const readAt = async (frame: number, count: number): Promise<Float32Array[]> =>
    decode(await readBytes(frame, count), header);
  const read = async (count: number): Promise<Float32Array[]> => {
    const channels = await readAt(next, count);
    next += channels[0]?.length ?? 0;
    return channels;
  };
  return { sampleRateHz: header.sampleRateHz, channels: header.channels, frames, read, readAt, close };
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
