import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { orderSamples } from './order-samples.js';
import { parameterSetsAround } from './parameter-sets-around.js';
import type { PicturePiece, PictureTrack } from './picture-track.js';
import type { SampleTable } from './sample-table.js';

/** A file and the index of its video track. */
export interface PictureFile {
  readonly path: string;
  readonly table: SampleTable;
}

/** An encoded run in the place of the source's frames `firstFrame` up to `endFrame`. */
export interface RunFile extends PictureFile {
  readonly firstFrame: number;
  readonly endFrame: number;
}

export interface SpliceRunsParams {
  readonly source: PictureFile;
  readonly frames: FrameIndex;
  /** In order, without overlap. */
  readonly runs: readonly RunFile[];
}

/**
 * Puts runs into the places of the source's packets. Every place keeps its time: only which bytes lie there changes, and
 * within a run the order of decoding. Fails with `source-damaged` when index, source and runs do not fit one another.
 */
export function spliceRuns({ source, frames, runs }: SpliceRunsParams): PictureTrack {
  const { table } = source;
  const order = orderSamples(table.presentationTimes);
  if (table.count !== frames.hiddenBefore + frames.timesMs.length + frames.hiddenAfter) {
    throw misfit(`the source has ${table.count} packets, its index ${frames.timesMs.length} pictures`);
  }
  const track = {
    sizes: Float64Array.from(table.sizes),
    decodeTimes: table.decodeTimes,
    presentationTimes: Float64Array.from(table.presentationTimes),
    isSync: Uint8Array.from(table.isSync),
    endTime: table.endTime,
  };
  const pieces: PicturePiece[] = [];
  let done = 0;
  let before: NonNullable<PicturePiece['before']> = new Map();
  for (const run of runs) {
    const place = findPlace({ run, frames, order });
    if (place.first < done) throw misfit(`the run at frame ${run.firstFrame} begins inside another`);
    if (place.first > done) pieces.push({ ...source, first: done, end: place.first, before });
    const sets = parameterSetsAround(table, run.table);
    pieces.push(placeRun({ run, place, track, source: table, order, sets: sets?.ofRun }));
    before = new Map(sets === undefined ? [] : [[place.end, sets.ofSource]]);
    done = place.end;
  }
  if (done < table.count) pieces.push({ ...source, first: done, end: table.count, before });
  for (const piece of pieces) if (piece.path === source.path) addBefore(track.sizes, piece);
  return { ...track, pieces };
}

/** The source's packets that a run replaces, and the first of their places in presentation order. */
interface Place {
  readonly first: number;
  readonly end: number;
  readonly rank: number;
}

interface FindPlaceParams {
  readonly run: RunFile;
  readonly frames: FrameIndex;
  readonly order: Float64Array;
}

function findPlace({ run, frames, order }: FindPlaceParams): Place {
  const rank = run.firstFrame === 0 ? 0 : run.firstFrame + frames.hiddenBefore;
  const endRank = run.endFrame === frames.timesMs.length ? order.length : run.endFrame + frames.hiddenBefore;
  const samples = order.subarray(rank, endRank);
  const first = samples.reduce((least, sample) => Math.min(least, sample), Number.POSITIVE_INFINITY);
  const end = 1 + samples.reduce((most, sample) => Math.max(most, sample), -1);
  if (end - first !== samples.length)
    throw misfit(`the stream cannot be cut at frames ${run.firstFrame} and ${run.endFrame}`);
  if (run.table.count !== samples.length) {
    throw misfit(`the run at frame ${run.firstFrame} has ${run.table.count} pictures instead of ${samples.length}`);
  }
  return { first, end, rank };
}

interface PlaceRunParams {
  readonly run: RunFile;
  readonly place: Place;
  readonly track: Pick<PictureTrack, 'sizes' | 'presentationTimes' | 'isSync'>;
  readonly source: SampleTable;
  readonly order: Float64Array;
  /** What its key packets need before them. */
  readonly sets: Buffer | undefined;
}

function addBefore(sizes: Float64Array, { before, first, end }: PicturePiece): void {
  for (const [sample, bytes] of before ?? []) {
    if (sample >= first && sample < end) sizes[sample] = (sizes[sample] ?? 0) + bytes.length;
  }
}

function placeRun({ run, place, track, source, order, sets }: PlaceRunParams): PicturePiece {
  const { table, path } = run;
  const before = new Map<number, Buffer>();
  orderSamples(table.presentationTimes).forEach((sample, rank) => {
    const time = source.presentationTimes[order[place.rank + rank] ?? 0] ?? 0;
    track.presentationTimes[place.first + sample] = time;
  });
  for (let sample = 0; sample < table.count; sample++) {
    if (sets !== undefined && table.isSync[sample] === 1) before.set(sample, sets);
    track.sizes[place.first + sample] = (table.sizes[sample] ?? 0) + (before.get(sample)?.length ?? 0);
    track.isSync[place.first + sample] = table.isSync[sample] ?? 0;
  }
  return { path, table, first: 0, end: table.count, before };
}

const misfit = (what: string): PipelineError =>
  new PipelineError('source-damaged', `The picture cannot be joined: ${what}.`);
