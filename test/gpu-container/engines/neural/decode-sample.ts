import { execFileSync } from 'node:child_process';
import type { RgbPicture } from '../../../../pipeline/ports/face-detector.js';

const MAX_BYTES = 2 ** 31 - 1;

/** The sound of a sample: mono, −1…1. */
export function decodeSound(path: string, rateHz = 16_000): Float32Array {
  const args = ['-v', 'error', '-i', path, '-f', 'f32le', '-ac', '1', '-ar', String(rateHz), '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: MAX_BYTES });
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export interface DecodePicturesParams {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Pictures a second; one picture of a still when absent. */
  readonly rateHz?: number;
  readonly maxSeconds?: number;
}

/** Pictures of a sample, scaled to the given size. */
export function decodePictures({ path, width, height, rateHz, maxSeconds }: DecodePicturesParams): RgbPicture[] {
  const rate = rateHz === undefined ? ['-frames:v', '1'] : ['-r', String(rateHz)];
  const length = maxSeconds === undefined ? [] : ['-t', String(maxSeconds)];
  const scale = ['-vf', `scale=${width}:${height}`, '-sws_flags', 'accurate_rnd+full_chroma_int+bilinear'];
  const args = ['-v', 'error', '-i', path, ...length, ...rate, ...scale, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: MAX_BYTES });
  const size = width * height * 3;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => ({
    width,
    height,
    data: new Uint8Array(bytes.buffer, bytes.byteOffset + at * size, size),
  }));
}
