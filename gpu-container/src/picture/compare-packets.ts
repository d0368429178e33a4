import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { PictureProof } from '../../../pipeline/contracts/picture-proof.js';
import { findConfigBox } from './decoder-config.js';
import { nalUnits } from './nal-units.js';
import { openCarrier } from './open-carrier.js';
import { orderSamples } from './order-samples.js';
import type { SampleTable } from './sample-table.js';
import type { PictureFile } from './splice-runs.js';

const LENGTH_BYTES = 4;
const [FIRST_SET, LAST_SET] = [32, 34];

/** A video and what `probeMedia` found in it. */
export interface ComparedVideo {
  readonly path: string;
  readonly info: MediaInfo;
}

export interface ComparePacketsParams {
  readonly source: ComparedVideo;
  /** Of the source. */
  readonly frames: FrameIndex;
  readonly made: ComparedVideo;
  /** A folder for what lies on the disk meanwhile. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/**
 * Holds the picture of a finished dub against that of its source, packet by packet. Both are read from the files
 * themselves; what was planned is not asked. HEVC parameter sets before a packet do not count: they are repeated where a
 * run ends. Fails as `openCarrier` does.
 */
export async function comparePackets(params: ComparePacketsParams): Promise<PictureProof> {
  const source = await openCarrier({ ...params, ...params.source });
  const made = await openCarrier({ ...params, ...params.made });
  const digests = await digestAll(source, params.signal);
  const others = await digestAll(made, params.signal);
  const identical = digests.map((digest, at) => digest === others[at]);
  const groups = groupsOf(source.table);
  const changed = groups.filter(({ first, end }) => !identical.slice(first, end).every(Boolean));
  const untouched = createHash('sha256');
  digests.forEach((digest, at) => {
    if (identical[at]) untouched.update(digest, 'hex');
  });
  const rank = framesBySample(source.table, params.frames.hiddenBefore);
  return {
    sourcePackets: source.table.count,
    packets: made.table.count,
    identicalPackets: identical.filter(Boolean).length,
    identicalSha256: untouched.digest('hex'),
    groups: groups.length,
    identicalGroups: groups.length - changed.length,
    changedGroups: changed.map(({ first, end }) => spanOf(rank.subarray(first, end), params.frames)),
    largestTimeDifferenceMs: compareTimes(source.table, made.table),
  };
}

interface Group {
  readonly first: number;
  readonly end: number;
}

/** Packets from one that a decoder may start with up to the next. */
function groupsOf({ isSync, count }: SampleTable): readonly Group[] {
  const starts = [...isSync.keys()].filter((at) => isSync[at] === 1);
  return starts.map((first, index) => ({ first: index === 0 ? 0 : first, end: starts[index + 1] ?? count }));
}

async function digestAll({ path, table }: PictureFile, signal: AbortSignal): Promise<readonly string[]> {
  const file = await open(path, 'r');
  try {
    const digests: string[] = [];
    for (let sample = 0; sample < table.count; sample++) {
      signal.throwIfAborted();
      digests.push(await digestSample(file, table, sample));
    }
    return digests;
  } finally {
    await file.close();
  }
}

async function digestSample(file: FileHandle, table: SampleTable, sample: number): Promise<string> {
  const bytes = Buffer.alloc(table.sizes[sample] ?? 0);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, table.offsets[sample] ?? 0);
  const packet = bytes.subarray(0, bytesRead);
  const skipped = findConfigBox(table, 'hvcC') === undefined ? 0 : leadingSetsBytes(packet);
  return createHash('sha256').update(packet.subarray(skipped)).digest('hex');
}

/** Bytes of the parameter sets that an HEVC packet begins with: they may be repeated before a packet that is unchanged. */
function leadingSetsBytes(packet: Buffer): number {
  let skipped = 0;
  for (const unit of nalUnits(packet, LENGTH_BYTES)) {
    const type = ((unit[0] ?? 0) >> 1) & 0x3f;
    if (type < FIRST_SET || type > LAST_SET) break;
    skipped += LENGTH_BYTES + unit.length;
  }
  return skipped;
}

/** The frame each packet holds, by the numbers of the frame index; negative for what is hidden before the first. */
function framesBySample({ presentationTimes }: SampleTable, hiddenBefore: number): Float64Array {
  const frames = new Float64Array(presentationTimes.length);
  orderSamples(presentationTimes).forEach((sample, rank) => {
    frames[sample] = rank - hiddenBefore;
  });
  return frames;
}

function spanOf(frames: Float64Array, index: FrameIndex): { firstFrame: number; endFrame: number } {
  const first = frames.reduce((least, frame) => Math.min(least, frame), Number.POSITIVE_INFINITY);
  const last = frames.reduce((most, frame) => Math.max(most, frame), 0);
  return { firstFrame: Math.max(0, first), endFrame: Math.min(index.timesMs.length, last + 1) };
}

/** The largest difference between the times of pictures, counted from the first of each file, in ms. */
function compareTimes(source: SampleTable, made: SampleTable): number {
  const timesOf = ({ presentationTimes, timescale }: SampleTable): Float64Array => {
    const times = presentationTimes.map((time) => (time * 1000) / timescale).sort();
    return times.map((time) => time - (times[0] ?? 0));
  };
  const [ours, theirs] = [timesOf(made), timesOf(source)];
  return ours.reduce((most, time, at) => Math.max(most, Math.abs(time - (theirs[at] ?? time))), 0);
}
