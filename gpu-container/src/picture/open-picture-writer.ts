import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { JoinableCodec } from './can-join-packets.js';
import { encoderArguments } from './encoder-arguments.js';
import type { PictureFormat } from './picture-format.js';
import { pictureTimeLimitMs } from './picture-time-limit.js';
import type { StreamTraits } from './read-stream-traits.js';
import { startFfmpeg } from './start-ffmpeg.js';

export interface OpenPictureWriterParams {
  readonly outputPath: string;
  readonly format: PictureFormat;
  readonly codec: JoinableCodec;
  readonly traits: StreamTraits;
  readonly mayReorder: boolean;
  readonly parameterSetId: number;
  /** Which of the pictures written, counted from 0, become key frames beside the first. */
  readonly keyPictures: readonly number[];
  /** How many pictures there will be; for the limit on time. */
  readonly count: number;
  readonly signal: AbortSignal;
}

/** An encoder that takes pictures one by one. */
export interface PictureWriter {
  /**
   * Queues a picture. Resolves when the next one may come; `onTaken` is called when the memory is free again.
   * Fails with `source-damaged`, `cancelled`, `time-limit` when the encoder has ended.
   */
  write(data: Uint8Array, onTaken: () => void): Promise<void>;
  /** Resolves when the file is complete. */
  finish(): Promise<void>;
  dispose(): Promise<void>;
}

/** Pictures under way to the encoder while the caller makes the next one. */
const UNDER_WAY = 1;

/** Starts an encoder of pictures in memory into an MP4 with one packet per picture. The same pictures give the same bytes. */
export function openPictureWriter(params: OpenPictureWriterParams): PictureWriter {
  const program = startFfmpeg({
    args: [
      ...pictureInput(params),
      ...['-map', '0:v', ...encoderArguments({ ...params, pixelFormat: params.format.pixelFormat })],
      ...keyFrameArguments(params),
      ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-strict', '-2', '-f', 'mp4', `file:${params.outputPath}`],
    ],
    hiddenPaths: [params.outputPath],
    timeLimitMs: pictureTimeLimitMs(params.count),
    signal: params.signal,
  });
  const ended = program.ended.then(() => {
    throw new PipelineError('source-damaged', 'The encoder ended before the last picture.');
  });
  ended.catch(() => undefined); // seen by whoever writes
  const underWay: Promise<void>[] = [];
  return {
    write: async (data, onTaken) => {
      const sent = new Promise<void>((resolve) => {
        program.child.stdin.write(data, () => {
          onTaken();
          resolve();
        });
      });
      underWay.push(sent);
      if (underWay.length > UNDER_WAY) await Promise.race([underWay.shift(), ended]);
    },
    finish: async () => {
      program.child.stdin.end();
      await program.ended;
    },
    dispose: async () => {
      program.stop();
      await program.ended.catch(() => undefined); // seen by whoever wrote
    },
  };
}

function pictureInput({ format, traits }: OpenPictureWriterParams): readonly string[] {
  return [
    ...['-f', 'rawvideo', '-pixel_format', format.pixelFormat, '-video_size', `${format.width}x${format.height}`],
    ...['-framerate', traits.frameRate, '-i', 'pipe:0'],
    ...['-vf', `setsar=${(traits.sampleAspectRatio ?? '0:1').replace(':', '/')}`, '-fps_mode', 'passthrough'],
  ];
}

/** Times a quarter of a picture early: ffmpeg takes the first picture at or after each. */
function keyFrameArguments({ keyPictures, traits }: OpenPictureWriterParams): readonly string[] {
  if (keyPictures.length === 0) return [];
  const [numerator = 25, denominator = 1] = traits.frameRate.split('/').map(Number);
  const times = keyPictures.map((picture) => (((picture - 0.25) * denominator) / numerator).toFixed(6));
  return ['-force_key_frames', times.join(',')];
}
