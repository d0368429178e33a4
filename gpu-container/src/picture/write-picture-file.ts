import { type FileHandle, open } from 'node:fs/promises';
import { makeBox } from './make-box.js';
import { makeSampleBoxes } from './make-sample-boxes.js';
import type { PicturePiece, PictureTrack } from './picture-track.js';
import type { SampleTable } from './sample-table.js';

export interface WritePictureFileParams {
  readonly outputPath: string;
  readonly track: PictureTrack;
  /** What is written of the file and its track, as it is. */
  readonly boxes: SampleTable['boxes'];
  readonly sampleEntry: Buffer;
  readonly signal: AbortSignal;
}

/** Packets that follow one another in their file are copied at once, up to so many bytes. */
const COPY_BYTES = 4 * 1024 * 1024;
const LONG_HEADER_BYTES = 16;

/** Writes a video track as an MP4 with its index in front. Memory does not grow with the packets. Fails as `signal` says. */
export async function writePictureFile(params: WritePictureFileParams): Promise<void> {
  const { track, boxes } = params;
  const head = boxes.ftyp ?? Buffer.alloc(0);
  const dataAt = head.length + makeMovie(params, 0).length + LONG_HEADER_BYTES;
  const header = Buffer.alloc(LONG_HEADER_BYTES);
  header.writeUInt32BE(1); // the length follows in eight bytes
  header.write('mdat', 4, 'latin1');
  header.writeBigUInt64BE(BigInt(LONG_HEADER_BYTES + track.sizes.reduce((sum, size) => sum + size, 0)), 8);
  const output = await open(params.outputPath, 'w');
  try {
    await output.write(Buffer.concat([head, makeMovie(params, dataAt), header]));
    for (const piece of track.pieces) await copyPiece(output, piece, params.signal);
  } finally {
    await output.close();
  }
}

/** The `moov` box for packets that begin at `dataAt` in the file. */
function makeMovie({ track, boxes, sampleEntry }: WritePictureFileParams, dataAt: number): Buffer {
  const kept = (type: keyof SampleTable['boxes']): Buffer => boxes[type] ?? Buffer.alloc(0);
  const samples = makeSampleBoxes({ track, sampleEntry, dataAt });
  const information = makeBox('minf', kept('vmhd'), kept('dinf'), makeBox('stbl', ...samples));
  const media = makeBox('mdia', kept('mdhd'), kept('hdlr'), information);
  return makeBox('moov', kept('mvhd'), makeBox('trak', kept('tkhd'), kept('edts'), media));
}

async function copyPiece(output: FileHandle, piece: PicturePiece, signal: AbortSignal): Promise<void> {
  const { table } = piece;
  const input = await open(piece.path, 'r');
  try {
    for (let sample = piece.first; sample < piece.end; ) {
      signal.throwIfAborted();
      const from = table.offsets[sample] ?? 0;
      const before = piece.before?.get(sample);
      if (before !== undefined) await output.write(before);
      let bytes = 0;
      do {
        bytes += table.sizes[sample] ?? 0;
        sample += 1;
      } while (canGoOn({ piece, sample, from, bytes }));
      await copyBytes({ input, output, from, bytes });
    }
  } finally {
    await input.close();
  }
}

interface CanGoOnParams {
  readonly piece: PicturePiece;
  readonly sample: number;
  readonly from: number;
  readonly bytes: number;
}

const canGoOn = ({ piece, sample, from, bytes }: CanGoOnParams): boolean =>
  sample < piece.end &&
  bytes < COPY_BYTES &&
  piece.table.offsets[sample] === from + bytes &&
  piece.before?.has(sample) !== true;

interface CopyBytesParams {
  readonly input: FileHandle;
  readonly output: FileHandle;
  readonly from: number;
  readonly bytes: number;
}

async function copyBytes({ input, output, from, bytes }: CopyBytesParams): Promise<void> {
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await input.read(buffer, filled, bytes - filled, from + filled);
    if (bytesRead === 0) throw new RangeError(`the file ends ${bytes - filled} bytes early`);
    filled += bytesRead;
  }
  await output.write(buffer);
}
