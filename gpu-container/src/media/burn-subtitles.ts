import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { burnInFilter } from '../../../pipeline/subtitles/delivery/burn-in-filter.js';
import { inspectSource } from './inspect-source.js';
import { requireVideo } from './require-video.js';
import { runFfmpeg } from './run-ffmpeg.js';

export interface BurnSubtitlesParams {
  readonly videoPath: string;
  readonly info: MediaInfo;
  /** An ASS script for a picture of this size. */
  readonly scriptPath: string;
  /** Matroska is written. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** Visually lossless at normal viewing; the slower presets gain little. */
const encoder = ['-c:v', 'libx264', '-crf', '17', '-preset', 'veryfast'];

/** Paints subtitles into the picture; sound is copied. Fails with `source-damaged`, `cancelled`, `time-limit`. */
export async function burnSubtitles(params: BurnSubtitlesParams): Promise<void> {
  const { info, signal, onProgress } = params;
  const video = requireVideo(info);
  await runFfmpeg({
    inputs: [{ input: await inspectSource(params.videoPath), options: ['-copyts'] }],
    args: [
      ...['-map', `0:${video.index}`, '-map', '0:a?', '-c:a', 'copy', ...encoder],
      // the script counts from the first picture, the filter sees the container's clock
      ...[
        '-vf',
        `setpts=PTS-${video.startMs / 1000}/TB,${burnInFilter(params.scriptPath)},setpts=PTS+${video.startMs / 1000}/TB`,
      ],
      ...['-fps_mode', 'passthrough'],
    ],
    format: 'matroska',
    outputPath: params.outputPath,
    durationMs: info.durationMs,
    timeLimitMs: 10 * 60_000 + 20 * info.durationMs,
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}
