import type { FileHandle } from 'node:fs/promises';

/** One box (atom) of an ISO media file; offsets in bytes from the start of the file. */
export interface Box {
  readonly type: string;
  readonly offset: number;
  readonly bodyOffset: number;
  readonly endOffset: number;
}

/** More boxes than this at one level is an attack, not a film. */
const MAX_BOXES = 200_000;
const HEADER_BYTES = 16;

/** Lists the boxes between two offsets without reading their bodies. A box may claim to end past `to`. */
export async function walkBoxes(file: FileHandle, from: number, to: number): Promise<readonly Box[]> {
  const boxes: Box[] = [];
  const header = Buffer.alloc(HEADER_BYTES);
  let offset = from;
  while (offset + 8 <= to && boxes.length < MAX_BOXES) {
    const { bytesRead } = await file.read(header, 0, HEADER_BYTES, offset);
    if (bytesRead < 8) break;
    const size32 = header.readUInt32BE(0);
    const isLong = size32 === 1 && bytesRead === HEADER_BYTES;
    const size = isLong ? Number(header.readBigUInt64BE(8)) : size32 === 0 ? to - offset : size32;
    const headerBytes = isLong ? 16 : 8;
    if (size < headerBytes) break; // nothing sensible follows; trailing garbage is common and harmless
    const type = header.toString('latin1', 4, 8);
    boxes.push({ type, offset, bodyOffset: offset + headerBytes, endOffset: offset + size });
    offset += size;
  }
  return boxes;
}
