import { join } from 'node:path';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { requireVideo } from '../media/require-video.js';
import { describeTrack } from './describe-track.js';
import type { EncodedRun, JoinPictureParams } from './join-picture.js';
import { openPictureRun } from './open-picture-run.js';
import type { PicturePiece, PictureTrack } from './picture-track.js';
import { readSampleTable } from './read-sample-table.js';
import { writePictureFile } from './write-picture-file.js';

/** Ticks per second of the times we write: those of MPEG, in which all usual frame rates are whole. */
const TIMESCALE = 90_000;

/** Encodes what lies between the runs as well, and puts all of it into one stream. Codes as `joinPicture`. */
export async function encodeWhole(params: JoinPictureParams): Promise<void> {
  const { frames, outputPath, signal } = params;
  const pieces: PicturePiece[] = [];
  for (const run of withGaps(params)) {
    if (run.path === '') await encodeGap(params, { ...run, path: gapPath(params, run) });
    const path = run.path === '' ? gapPath(params, run) : run.path;
    const table = await readSampleTable(path, 0);
    if (table?.count !== run.endFrame - run.firstFrame) {
      throw new PipelineError('source-damaged', `The run at frame ${run.firstFrame} does not hold its pictures.`);
    }
    pieces.push({ path, table, first: 0, end: table.count });
    params.onProgress?.(run.endFrame / frames.timesMs.length);
  }
  const [first] = pieces;
  if (first === undefined) throw new PipelineError('source-damaged', 'The picture holds no frame.');
  const track = lineUp(pieces, frames);
  const { rotationDegrees } = requireVideo(params.info);
  const boxes = describeTrack({
    boxes: first.table.boxes,
    timescale: TIMESCALE,
    endTime: track.endTime,
    rotationDegrees,
  });
  await writePictureFile({ outputPath, track, boxes, sampleEntry: withoutName(first.table.sampleEntry), signal });
}

/** Where a sample description names what encoded the picture: 32 bytes. */
const ENCODER_NAME = { from: 50, to: 82 } as const;

const withoutName = (sampleEntry: Buffer): Buffer =>
  Buffer.from(sampleEntry).fill(0, ENCODER_NAME.from, ENCODER_NAME.to);

const gapPath = ({ directory }: JoinPictureParams, { firstFrame }: EncodedRun): string =>
  join(directory, `gap-${firstFrame}.mp4`);

/** The runs and, without a path, what lies between them. */
function withGaps({ runs, frames }: JoinPictureParams): readonly EncodedRun[] {
  const all: EncodedRun[] = [];
  let done = 0;
  for (const run of [...runs, { firstFrame: frames.timesMs.length, endFrame: frames.timesMs.length, path: '' }]) {
    if (run.firstFrame > done) all.push({ firstFrame: done, endFrame: run.firstFrame, path: '' });
    if (run.endFrame > run.firstFrame) all.push(run);
    done = run.endFrame;
  }
  return all;
}

async function encodeGap(params: JoinPictureParams, { firstFrame, endFrame, path }: EncodedRun): Promise<void> {
  const run = await openPictureRun({ ...params, firstFrame, endFrame, outputPath: path });
  try {
    for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
    await run.finish();
  } finally {
    await run.dispose();
  }
}

/** Pictures one after another, in the order they are shown, at the source's times. */
function lineUp(pieces: readonly PicturePiece[], frames: FrameIndex): PictureTrack {
  const times = Float64Array.from(frames.timesMs, (ms) => Math.round((ms * TIMESCALE) / 1000));
  return {
    pieces,
    sizes: Float64Array.from(pieces.flatMap(({ table }) => [...table.sizes])),
    decodeTimes: times,
    presentationTimes: times,
    isSync: Uint8Array.from(pieces.flatMap(({ table }) => [...table.isSync])),
    endTime: Math.round((frames.endMs * TIMESCALE) / 1000),
  };
}
