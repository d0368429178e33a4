import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { encodeWhole } from './encode-whole.js';
import { mergeSampleEntry } from './merge-sample-entry.js';
import { openCarrier } from './open-carrier.js';
import { readSampleTable } from './read-sample-table.js';
import { type RunFile, spliceRuns } from './splice-runs.js';
import { writePictureFile } from './write-picture-file.js';

/** The encoded pictures of frames `firstFrame` up to `endFrame`, as `openPictureRun` writes them. */
export interface EncodedRun {
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly path: string;
}

export interface JoinPictureParams {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  /** In order; at least one. */
  readonly runs: readonly EncodedRun[];
  /** A folder for what lies on the disk meanwhile. */
  readonly directory: string;
  /** An MP4 with the picture alone is written here. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Puts changed frames into a picture. Where the index allows it, packets outside the runs are the source's, byte by byte;
 * else the rest is encoded anew too. Times, turn, shape of samples, colours and the edit list are the source's.
 * Fails with `source-damaged`, `cancelled`, `time-limit`, `engine-missing`.
 */
export async function joinPicture(params: JoinPictureParams): Promise<void> {
  const { frames, outputPath, signal } = params;
  const { kind } = frames.joining;
  if (kind === 'none') throw new PipelineError('source-damaged', 'The picture of this source must not be changed.');
  if (kind === 'whole') return encodeWhole(params);
  const source = await openCarrier({ ...params, path: params.sourcePath });
  const runs = await Promise.all(params.runs.map(openRun));
  const track = spliceRuns({ source, frames, runs });
  const sampleEntry = mergeSampleEntry(
    source.table,
    runs.map(({ table }) => table),
  );
  await writePictureFile({ outputPath, track, boxes: source.table.boxes, sampleEntry, signal });
}

async function openRun(run: EncodedRun): Promise<RunFile> {
  const table = await readSampleTable(run.path, 0);
  if (table !== undefined) return { ...run, table };
  throw new PipelineError('source-damaged', `The run at frame ${run.firstFrame} is no video we wrote.`);
}
