import { type FileHandle, open } from 'node:fs/promises';
import { type Box, walkBoxes } from '../media/walk-boxes.js';
import { placeSamples } from './place-samples.js';
import type { KeptBox, SampleTable } from './sample-table.js';

/** Tables longer than this belong to no film we accept. */
const MAX_TABLE_BYTES = 256 * 1024 * 1024;
/** Packets of one size: a run of one picture, not a film. */
const MAX_EQUAL_SIZES = 1_000_000;
const VIDEO_HANDLER = 'vide';

type Boxes = ReadonlyMap<string, Box>;

/**
 * Reads the index of track number `track` of an MP4 or QuickTime file. Undefined where packets cannot be told from the
 * index alone: the file is fragmented, compressed or inconsistent, the track is no picture, or it has several sample
 * descriptions.
 */
export async function readSampleTable(path: string, track: number): Promise<SampleTable | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const top = await walkBoxes(file, 0, size);
    const movie = top.find(({ type }) => type === 'moov');
    if (movie === undefined || top.some(({ type }) => type === 'moof')) return undefined;
    const parts = await walkBoxes(file, movie.bodyOffset, movie.endOffset);
    const trak = parts.filter(({ type }) => type === 'trak')[track];
    if (trak === undefined || parts.some(({ type }) => type === 'mvex')) return undefined;
    const boxes = await trackBoxes(file, trak);
    const kept = [...top.filter(({ type }) => type === 'ftyp'), ...parts.filter(({ type }) => type === 'mvhd')];
    return await readTables(file, new Map([...kept.map((box) => [box.type, box] as const), ...boxes]));
  } finally {
    await file.close();
  }
}

/** The boxes of a track by type, whatever box they lie in: no type occurs at two levels. */
async function trackBoxes(file: FileHandle, trak: Box): Promise<Boxes> {
  const found = new Map<string, Box>();
  const inside = async (parent: Box): Promise<void> => {
    for (const box of await walkBoxes(file, parent.bodyOffset, parent.endOffset)) {
      // QuickTime has a second handler, of the data, inside `minf`
      if (!(box.type === 'hdlr' && found.has('hdlr'))) found.set(box.type, box);
      if (['mdia', 'minf', 'stbl'].includes(box.type)) await inside(box);
    }
  };
  await inside(trak);
  return found;
}

const KEPT: readonly KeptBox[] = ['ftyp', 'mvhd', 'tkhd', 'edts', 'mdhd', 'hdlr', 'vmhd', 'dinf'];

async function readTables(file: FileHandle, boxes: Boxes): Promise<SampleTable | undefined> {
  const bodyOf = async (type: string): Promise<Buffer | undefined> => {
    const box = boxes.get(type);
    return box === undefined ? undefined : readRange(file, box.bodyOffset, box.endOffset);
  };
  const [handler, header, descriptions] = [await bodyOf('hdlr'), await bodyOf('mdhd'), await bodyOf('stsd')];
  if (handler?.toString('latin1', 8, 12) !== VIDEO_HANDLER || header === undefined) return undefined;
  if (descriptions === undefined || descriptions.length < 16 || descriptions.readUInt32BE(4) !== 1) return undefined;
  const sizes = readSizes(await bodyOf('stsz'));
  const chunkOffsets = readChunkOffsets(await bodyOf('stco'), await bodyOf('co64'));
  const offsets = placeSamples({ sizes, chunkOffsets, chunkRuns: readChunkRuns(await bodyOf('stsc')) });
  const decoding = readDecodeTimes(await bodyOf('stts'), sizes.length);
  if (offsets === undefined || decoding === undefined) return undefined;
  const kept: Partial<Record<KeptBox, Buffer>> = {};
  for (const type of KEPT) {
    const box = boxes.get(type);
    if (box !== undefined) kept[type] = await readRange(file, box.offset, box.endOffset);
  }
  return {
    timescale: header.readUInt32BE(header[0] === 1 ? 20 : 12),
    count: sizes.length,
    ...{ offsets, sizes, ...decoding },
    presentationTimes: readPresentationTimes(await bodyOf('ctts'), decoding.decodeTimes),
    isSync: readSync(await bodyOf('stss'), sizes.length),
    sampleEntry: descriptions.subarray(8, 8 + descriptions.readUInt32BE(8)),
    playedEdits: countEdits(kept.edts),
    boxes: kept,
  };
}

async function readRange(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.min(to - from, MAX_TABLE_BYTES));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

/** How many rows of `rowBytes` a table of that body really has: its count is someone else's word. */
const rowsIn = (body: Buffer, headBytes: number, rowBytes: number): number =>
  body.length < headBytes
    ? 0
    : Math.min(body.readUInt32BE(headBytes - 4), Math.floor((body.length - headBytes) / rowBytes));

function readSizes(body: Buffer | undefined): Uint32Array {
  if (body === undefined || body.length < 12) return new Uint32Array(0);
  const one = body.readUInt32BE(4);
  if (one !== 0) return new Uint32Array(Math.min(body.readUInt32BE(8), MAX_EQUAL_SIZES)).fill(one);
  return Uint32Array.from({ length: rowsIn(body, 12, 4) }, (_, row) => body.readUInt32BE(12 + 4 * row));
}

function readChunkOffsets(short: Buffer | undefined, long: Buffer | undefined): Float64Array {
  if (short !== undefined) {
    return Float64Array.from({ length: rowsIn(short, 8, 4) }, (_, row) => short.readUInt32BE(8 + 4 * row));
  }
  if (long === undefined) return new Float64Array(0);
  return Float64Array.from({ length: rowsIn(long, 8, 8) }, (_, row) => Number(long.readBigUInt64BE(8 + 8 * row)));
}

function readChunkRuns(body: Buffer | undefined) {
  if (body === undefined) return [];
  return Array.from({ length: rowsIn(body, 8, 12) }, (_, row) => ({
    firstChunk: body.readUInt32BE(8 + 12 * row),
    samplesPerChunk: body.readUInt32BE(12 + 12 * row),
  }));
}

function readDecodeTimes(body: Buffer | undefined, samples: number) {
  if (body === undefined) return undefined;
  const times = new Float64Array(samples);
  let sample = 0;
  let time = 0;
  for (let row = 0; row < rowsIn(body, 8, 8); row++) {
    const end = Math.min(samples, sample + body.readUInt32BE(8 + 8 * row));
    const step = body.readUInt32BE(12 + 8 * row);
    for (; sample < end; sample++, time += step) times[sample] = time;
  }
  return sample === samples ? { decodeTimes: times, endTime: time } : undefined;
}

function readPresentationTimes(body: Buffer | undefined, decodeTimes: Float64Array): Float64Array {
  const times = Float64Array.from(decodeTimes);
  if (body === undefined) return times;
  let sample = 0;
  for (let row = 0; row < rowsIn(body, 8, 8); row++) {
    const end = Math.min(times.length, sample + body.readUInt32BE(8 + 8 * row));
    const offset = body.readInt32BE(12 + 8 * row); // version 0 is unsigned by the letter and signed in the wild
    for (; sample < end; sample++) times[sample] = (decodeTimes[sample] ?? 0) + offset;
  }
  return times;
}

function readSync(body: Buffer | undefined, samples: number): Uint8Array {
  const isSync = new Uint8Array(samples).fill(body === undefined ? 1 : 0);
  for (let row = 0; body !== undefined && row < rowsIn(body, 8, 4); row++) {
    const sample = body.readUInt32BE(8 + 4 * row) - 1;
    if (sample < samples) isSync[sample] = 1;
  }
  return isSync;
}

/** Entries of the edit list that show something; one that waits has the media time −1. */
function countEdits(edts: Buffer | undefined): number {
  if (edts === undefined || edts.length < 24 || edts.toString('latin1', 12, 16) !== 'elst') return 1;
  const list = edts.subarray(16);
  const isLong = list[0] === 1;
  const rows = Array.from({ length: rowsIn(list, 8, isLong ? 20 : 12) }, (_, row) =>
    isLong ? Number(list.readBigInt64BE(16 + 20 * row)) : list.readInt32BE(12 + 12 * row),
  );
  return rows.filter((mediaTime) => mediaTime >= 0).length;
}
