import { type FileHandle, open } from 'node:fs/promises';
import { type Box, walkBoxes } from './walk-boxes.js';

const VIDEO_HANDLER = 'vide';

/** A 32- or 64-bit duration field inside a box. */
interface DurationField {
  readonly offset: number;
  readonly isLong: boolean;
}

async function child(file: FileHandle, parent: Box | undefined, type: string): Promise<Box | undefined> {
  if (parent === undefined) return undefined;
  return (await walkBoxes(file, parent.bodyOffset, parent.endOffset)).find((box) => box.type === type);
}

async function readUint(file: FileHandle, field: DurationField): Promise<number> {
  const bytes = Buffer.alloc(8);
  await file.read(bytes, 0, 8, field.offset);
  return field.isLong ? Number(bytes.readBigUInt64BE(0)) : bytes.readUInt32BE(0);
}

async function writeUint(file: FileHandle, field: DurationField, value: number): Promise<void> {
  const bytes = Buffer.alloc(field.isLong ? 8 : 4);
  if (field.isLong) bytes.writeBigUInt64BE(BigInt(value));
  else bytes.writeUInt32BE(value);
  await file.write(bytes, 0, bytes.length, field.offset);
}

const isLongVersion = async (file: FileHandle, box: Box): Promise<boolean> =>
  (await readUint(file, { offset: box.bodyOffset, isLong: false })) >>> 24 === 1;

async function isVideoTrack(file: FileHandle, track: Box): Promise<boolean> {
  const handler = await child(file, await child(file, track, 'mdia'), 'hdlr');
  if (handler === undefined) return false;
  const name = Buffer.alloc(4);
  await file.read(name, 0, 4, handler.bodyOffset + 8);
  return name.toString('latin1') === VIDEO_HANDLER;
}

/** The durations of every entry of an edit list. */
async function editDurations(file: FileHandle, list: Box): Promise<readonly DurationField[]> {
  const isLong = await isLongVersion(file, list);
  const count = await readUint(file, { offset: list.bodyOffset + 4, isLong: false });
  const entryBytes = isLong ? 20 : 12;
  return Array.from({ length: count }, (_, index) => ({ offset: list.bodyOffset + 8 + index * entryBytes, isLong }));
}

async function limitTrack(file: FileHandle, track: Box, limitTicks: number): Promise<void> {
  const list = await child(file, await child(file, track, 'edts'), 'elst');
  const header = await child(file, track, 'tkhd');
  if (list === undefined || header === undefined) return;
  const fields = await editDurations(file, list);
  const last = fields.at(-1);
  if (last === undefined) return;
  const durations = await Promise.all(fields.map((field) => readUint(file, field)));
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  const excess = total - limitTicks;
  const lastDuration = durations.at(-1) ?? 0;
  if (excess <= 0 || excess >= lastDuration) return;
  await writeUint(file, last, lastDuration - excess);
  const isLong = await isLongVersion(file, header);
  await writeUint(file, { offset: header.bodyOffset + (isLong ? 28 : 20), isLong }, limitTicks);
}

/**
 * Ends the video track of an MP4 at `limitMs` by its edit list. A phone's trimmed video hides frames after its end
 * with such a list; stream copy keeps the frames (others may need them) but ffmpeg's muxer makes them visible again.
 */
export async function limitVideoEdit(path: string, limitMs: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const movie = (await walkBoxes(file, 0, size)).find((box) => box.type === 'moov');
    const header = await child(file, movie, 'mvhd');
    if (movie === undefined || header === undefined) return;
    const isLong = await isLongVersion(file, header);
    const timescale = await readUint(file, { offset: header.bodyOffset + (isLong ? 20 : 12), isLong: false });
    const duration: DurationField = { offset: header.bodyOffset + (isLong ? 24 : 16), isLong };
    const limitTicks = Math.round((limitMs * timescale) / 1000);
    const tracks = (await walkBoxes(file, movie.bodyOffset, movie.endOffset)).filter((box) => box.type === 'trak');
    for (const track of tracks) if (await isVideoTrack(file, track)) await limitTrack(file, track, limitTicks);
    if ((await readUint(file, duration)) > limitTicks) await writeUint(file, duration, limitTicks);
  } finally {
    await file.close();
  }
}
