import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { inputArgs } from '../media/input-args.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { describePicture, type PictureFormat } from './picture-format.js';
import { pictureTimeLimitMs } from './picture-time-limit.js';
import { selectPictures } from './select-pictures.js';
import { splitPictures } from './split-pictures.js';
import { startFfmpeg } from './start-ffmpeg.js';

/** One decoded picture. */
export interface Picture {
  /** As in the frame index. */
  readonly frame: number;
  /** Planes as `PictureFormat` says, in shared memory that is used again after it was handed back. */
  readonly data: Uint8Array;
}

export interface OpenPictureReaderParams {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly firstFrame: number;
  /** The first frame that is not read. */
  readonly endFrame: number;
  /** How many pictures the caller holds at most at any time; 4 unless told. */
  readonly maxHeld?: number;
  readonly signal: AbortSignal;
}

/** Pictures one by one, as the decoder made them. */
export interface PictureReader {
  readonly format: PictureFormat;
  /**
   * The next picture in presentation order, undefined after the last. Fails with `source-damaged` when the source ends
   * early, `cancelled`, `time-limit`.
   */
  read(): Promise<Picture | undefined>;
  /** Hands a picture's memory back; do not touch it afterwards. */
  release(picture: Picture): void;
  /** Stops reading. Idempotent. */
  dispose(): Promise<void>;
}

/** Read ahead of the caller: one picture complete, one under way. */
const AHEAD = 2;
const MOST_HELD = 4;

/**
 * Decodes a stretch of a source without scaling, turning or converting, starting at the key frame before it. Memory is a
 * few pictures, whatever the length. Fails with `no-video`, `source-damaged`, `engine-missing`, `cancelled`.
 */
export async function openPictureReader(params: OpenPictureReaderParams): Promise<PictureReader> {
  const { sourcePath, info, frames, firstFrame, endFrame, signal } = params;
  const video = requireVideo(info);
  const format = describePicture({ ...frames, rotationDegrees: video.rotationDegrees });
  if (format === undefined) {
    throw new PipelineError('source-damaged', `Pictures of the kind ${frames.pixelFormat} cannot be read.`);
  }
  const input = await inspectSource(sourcePath);
  const { before, filter } = selectPictures({ input, frames, startMs: video.startMs, firstFrame, endFrame });
  const count = endFrame - firstFrame;
  const program = startFfmpeg({
    args: [
      ...['-nostdin', '-noautorotate', '-copyts', ...before, ...inputArgs(input), '-map', `0:${video.index}`],
      ...['-vf', filter, '-fps_mode', 'passthrough', '-frames:v', String(count), '-pix_fmt', format.pixelFormat],
      ...['-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:1'],
    ],
    hiddenPaths: [sourcePath],
    timeLimitMs: pictureTimeLimitMs(endFrame),
    signal,
  });
  const buffers = Array.from({ length: (params.maxHeld ?? MOST_HELD) + AHEAD }, () => sharedBytes(format.frameBytes));
  const splitter = splitPictures({ stream: program.child.stdout, pictureBytes: format.frameBytes, buffers });
  let next = firstFrame;
  return {
    format,
    read: async () => {
      if (next === endFrame) return undefined;
      const data = await splitter.next();
      if (data !== undefined) return { frame: next++, data };
      await program.ended;
      throw new PipelineError('source-damaged', `The picture ends after frame ${next} of ${frames.timesMs.length}.`);
    },
    release: ({ data }) => splitter.free(data),
    dispose: async () => {
      program.stop();
      await program.ended.catch(() => undefined); // whoever was reading has seen it
    },
  };
}

/** Memory that worker threads may change without a copy. */
const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
