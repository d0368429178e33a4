import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { chooseEncoder } from './choose-encoder.js';
import { type OpenPictureReaderParams, openPictureReader, type Picture } from './open-picture-reader.js';
import { openPictureWriter, type PictureWriter } from './open-picture-writer.js';
import type { PictureFormat } from './picture-format.js';
import { readStreamTraits } from './read-stream-traits.js';

export interface OpenPictureRunParams extends OpenPictureReaderParams {
  /** Where the encoded run is written: an MP4 with one packet per picture. */
  readonly outputPath: string;
}

/** A stretch of a source on its way through: decoded, changed by the caller, encoded. */
export interface PictureRun {
  readonly format: PictureFormat;
  /** As `PictureReader.read`. */
  read(): Promise<Picture | undefined>;
  /**
   * Hands the next picture to the encoder, in presentation order, changed in place or not. Its memory must not be touched
   * from the call on. Await it: the encoder may be slower than the caller.
   */
  write(picture: Picture): Promise<void>;
  /** To be called when every picture was written; resolves when the file is complete. */
  finish(): Promise<void>;
  /** Stops decoder and encoder. Idempotent, and harmless after `finish`. */
  dispose(): Promise<void>;
}

const MOST_HELD = 4;
/** Pictures that the encoder has not taken yet. */
const ENCODER_HOLDS = 2;

/**
 * Opens whole groups of pictures for change: `firstFrame` is a closed key frame, `endFrame` one too or the end. The same
 * pictures give the same bytes. Fails as `openPictureReader`, and with `source-damaged` where the picture must not change.
 */
export async function openPictureRun(params: OpenPictureRunParams): Promise<PictureRun> {
  const { firstFrame, endFrame } = params;
  const hidden = hiddenAround(params);
  const maxHeld = (params.maxHeld ?? MOST_HELD) + ENCODER_HOLDS;
  const reader = await openPictureReader({ ...params, maxHeld });
  const writer = await openWriter(params, { format: reader.format, ...hidden }).catch(async (error: unknown) => {
    await reader.dispose();
    throw error;
  });
  let next = firstFrame;
  return {
    format: reader.format,
    read: reader.read,
    write: async (picture) => {
      if (picture.frame !== next) throw new RangeError(`picture ${picture.frame} was written where ${next} belongs`);
      next += 1;
      const copies = (picture.frame === firstFrame ? hidden.before : 0) + (next === endFrame ? hidden.after : 0);
      for (let copy = 0; copy < copies; copy++) await writer.write(picture.data, () => undefined);
      await writer.write(picture.data, () => reader.release(picture));
    },
    finish: async () => {
      if (next !== endFrame) throw new RangeError(`pictures were written up to ${next} of ${endFrame}`);
      await writer.finish();
      await reader.dispose();
    },
    dispose: async () => {
      await Promise.all([reader.dispose(), writer.dispose()]);
    },
  };
}

interface HiddenAround {
  readonly before: number;
  readonly after: number;
}

/**
 * Pictures that the source's edit list hides before and after the run's own. Copies take their places: they are counted
 * and never seen.
 */
function hiddenAround({ frames, firstFrame, endFrame }: OpenPictureRunParams): HiddenAround {
  const isJoined = frames.joining.kind === 'packets';
  return {
    before: isJoined && firstFrame === 0 ? frames.hiddenBefore : 0,
    after: isJoined && endFrame === frames.timesMs.length ? frames.hiddenAfter : 0,
  };
}

async function openWriter(
  { sourcePath, info, frames, firstFrame, endFrame, outputPath, signal }: OpenPictureRunParams,
  { format, before, after }: HiddenAround & { readonly format: PictureFormat },
): Promise<PictureWriter> {
  const codec = chooseEncoder(frames.codec, frames.pixelFormat);
  if (codec === undefined || frames.joining.kind === 'none') {
    throw new PipelineError(
      'source-damaged',
      `The picture (${frames.codec}, ${frames.pixelFormat}) cannot be changed.`,
    );
  }
  const traits = await readStreamTraits({
    input: await inspectSource(sourcePath),
    stream: requireVideo(info).index,
    signal,
  });
  const { joining } = frames;
  return openPictureWriter({
    ...{ outputPath, format, codec, traits, signal },
    mayReorder: joining.kind === 'packets' && frames.reorderFrames > 0,
    parameterSetId: joining.kind === 'packets' ? joining.parameterSetId : 0,
    keyPictures: keysInside(frames, firstFrame, endFrame).map((frame) => before + frame - firstFrame),
    count: before + endFrame - firstFrame + after,
  });
}

const keysInside = ({ keyFrames }: FrameIndex, firstFrame: number, endFrame: number): readonly number[] =>
  keyFrames.map(({ frame }) => frame).filter((frame) => frame > firstFrame && frame < endFrame);
