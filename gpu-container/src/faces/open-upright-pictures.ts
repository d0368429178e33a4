import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { inputArgs } from '../media/input-args.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { pictureTimeLimitMs } from '../picture/picture-time-limit.js';
import { selectPictures } from '../picture/select-pictures.js';
import { splitPictures } from '../picture/split-pictures.js';
import { startFfmpeg } from '../picture/start-ffmpeg.js';
import type { PictureSize } from './landmarks-file.js';
import type { RgbPicture } from './rgb-picture.js';

/** One picture of the source, upright, made smaller. */
export interface UprightPicture extends RgbPicture {
  /** As in the frame index. */
  readonly frame: number;
}

export interface OpenUprightPicturesParams {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly firstFrame: number;
  /** The first frame that is not read. */
  readonly endFrame: number;
  /** How many pictures the caller holds at most at any time. */
  readonly maxHeld: number;
  readonly signal: AbortSignal;
}

/** Pictures one by one, in memory that is used again. */
export interface UprightPictures {
  /** The whole upright picture in the source's pixels. */
  readonly fullSize: PictureSize;
  /** Source pixels per pixel of the pictures given out, across and down. */
  readonly shrunk: Readonly<{ x: number; y: number }>;
  /** The next one, undefined after the last. Fails with `source-damaged`, `cancelled`, `time-limit`. */
  read(): Promise<UprightPicture | undefined>;
  /** Hands a picture's memory back; do not touch it afterwards. */
  release(picture: UprightPicture): void;
  /** Stops reading. Idempotent. */
  dispose(): Promise<void>;
}

/** Wide enough that the lips of a head-and-shoulders shot keep their shape, in pixels of the longer side. */
const LONGEST = 960;
/** Read ahead of the caller: one picture complete, one under way. */
const AHEAD = 2;

/** Decodes a stretch of a source, turned upright and at most 960 pixels long. Fails with `no-video`, `source-damaged`. */
export async function openUprightPictures(params: OpenUprightPicturesParams): Promise<UprightPictures> {
  const { sourcePath, info, frames, firstFrame, endFrame, signal } = params;
  const video = requireVideo(info);
  const input = await inspectSource(sourcePath);
  const fullSize = uprightSize(frames, video.rotationDegrees);
  const small = shrink(fullSize);
  const { before, filter } = selectPictures({ input, frames, startMs: video.startMs, firstFrame, endFrame });
  const filters = `${filter},scale=${small.width}:${small.height}:flags=area`;
  const program = startFfmpeg({
    args: [
      ...['-nostdin', '-autorotate', '1', '-copyts', ...before, ...inputArgs(input), '-map', `0:${video.index}`],
      ...['-vf', filters, '-fps_mode', 'passthrough', '-frames:v', String(endFrame - firstFrame)],
      ...['-pix_fmt', 'rgb24', '-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:1'],
    ],
    hiddenPaths: [sourcePath],
    timeLimitMs: pictureTimeLimitMs(endFrame),
    signal,
  });
  const pictureBytes = small.width * small.height * 3;
  const buffers = Array.from({ length: params.maxHeld + AHEAD }, () => new Uint8Array(pictureBytes));
  const splitter = splitPictures({ stream: program.child.stdout, pictureBytes, buffers });
  let next = firstFrame;
  return {
    fullSize,
    shrunk: { x: fullSize.width / small.width, y: fullSize.height / small.height },
    read: async () => {
      if (next === endFrame) return undefined;
      const data = await splitter.next();
      if (data !== undefined) return { ...small, frame: next++, data };
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

function uprightSize({ width, height }: PictureSize, rotationDegrees: number): PictureSize {
  return rotationDegrees % 180 === 0 ? { width, height } : { width: height, height: width };
}

function shrink({ width, height }: PictureSize): PictureSize {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
