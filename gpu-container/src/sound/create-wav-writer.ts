import { type FileHandle, open } from 'node:fs/promises';

/** Writes a WAV file piece by piece. `close` completes the header; without it the file says it is empty. */
export interface WavWriter {
  /** Adds frames; `channels` hold −1…1 and have equal length. Whole-number formats clip what is outside. */
  write(channels: readonly Float32Array[]): Promise<void>;
  /** Frames written so far. */
  frames(): number;
  close(): Promise<void>;
}

export interface WavWriterParams {
  readonly path: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly format: 's16' | 'f32';
}

/** RIFF header, room for the `ds64` chunk of files over 4 GiB (EBU Tech 3306), `fmt ` and the head of `data`. */
const HEADER_BYTES = 12 + 36 + 24 + 8;
const LARGEST_RIFF_BYTES = 0xffffffff;

/** Creates the file, replacing one that exists. The same samples give the same bytes. */
export async function createWavWriter(params: WavWriterParams): Promise<WavWriter> {
  const file = await open(params.path, 'w');
  const frameBytes = params.channels * (params.format === 's16' ? 2 : 4);
  let frames = 0;
  await writeAll(file, header(params, 0), 0);
  const write = async (channels: readonly Float32Array[]): Promise<void> => {
    const bytes = encode(channels, params.format);
    await writeAll(file, bytes, HEADER_BYTES + frames * frameBytes);
    frames += channels[0]?.length ?? 0;
  };
  const close = async (): Promise<void> => {
    try {
      await writeAll(file, header(params, frames * frameBytes), 0);
    } finally {
      await file.close();
    }
  };
  return { write, frames: () => frames, close };
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

function header(params: WavWriterParams, dataBytes: number): Buffer {
  const sampleBytes = params.format === 's16' ? 2 : 4;
  const riffBytes = HEADER_BYTES - 8 + dataBytes;
  const isLarge = riffBytes > LARGEST_RIFF_BYTES;
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(isLarge ? 'RF64' : 'RIFF', 0, 'latin1');
  bytes.writeUInt32LE(isLarge ? LARGEST_RIFF_BYTES : riffBytes, 4);
  bytes.write('WAVE', 8, 'latin1');
  bytes.write(isLarge ? 'ds64' : 'JUNK', 12, 'latin1');
  bytes.writeUInt32LE(28, 16);
  if (isLarge) {
    bytes.writeBigUInt64LE(BigInt(riffBytes), 20);
    bytes.writeBigUInt64LE(BigInt(dataBytes), 28);
    bytes.writeBigUInt64LE(BigInt(dataBytes / (params.channels * sampleBytes)), 36);
  }
  bytes.write('fmt ', 48, 'latin1');
  bytes.writeUInt32LE(16, 52);
  bytes.writeUInt16LE(params.format === 's16' ? 1 : 3, 56);
  bytes.writeUInt16LE(params.channels, 58);
  bytes.writeUInt32LE(params.sampleRateHz, 60);
  bytes.writeUInt32LE(params.sampleRateHz * params.channels * sampleBytes, 64);
  bytes.writeUInt16LE(params.channels * sampleBytes, 68);
  bytes.writeUInt16LE(sampleBytes * 8, 70);
  bytes.write('data', 72, 'latin1');
  bytes.writeUInt32LE(isLarge ? LARGEST_RIFF_BYTES : dataBytes, 76);
  return bytes;
}

function encode(channels: readonly Float32Array[], format: 's16' | 'f32'): Buffer {
  const frames = channels[0]?.length ?? 0;
  const interleaved =
    format === 's16' ? new Int16Array(frames * channels.length) : new Float32Array(frames * channels.length);
  channels.forEach((channel, index) => {
    for (let i = 0, at = index; i < frames; i++, at += channels.length) {
      const sample = channel[i] ?? 0;
      interleaved[at] = format === 's16' ? quantize(sample) : sample;
    }
  });
  // WAV is little-endian, as is every platform Node.js supports this product on.
  return Buffer.from(interleaved.buffer, interleaved.byteOffset, interleaved.byteLength);
}

const quantize = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
