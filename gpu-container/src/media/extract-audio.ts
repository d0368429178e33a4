import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { inspectSource } from './inspect-source.js';
import { requireAudio } from './require-audio.js';
import { runFfmpeg } from './run-ffmpeg.js';
import { timelineZeroMs } from './timeline-zero.js';

export interface ExtractAudioParams {
  readonly sourcePath: string;
  /** What `probeMedia` found in that source. */
  readonly info: MediaInfo;
  readonly outputPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

export interface AudioFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly codec: 'pcm_s16le';
}

/**
 * Decodes the first audio stream onto the job's timeline: 0 is the first picture, holes in the sound are silence, and
 * the output lasts exactly `info.durationMs`.
 * Fails with `no-audio`, `source-damaged`, `cancelled`, `time-limit`.
 */
export async function extractAudio(params: ExtractAudioParams, format: AudioFormat): Promise<void> {
  const { info } = params;
  const audio = requireAudio(info);
  const input = await inspectSource(params.sourcePath);
  const samples = Math.round((info.durationMs * format.sampleRateHz) / 1000);
  const filters = [
    `asetpts=PTS-(${timelineZeroMs(info)}/1000)/TB`,
    `aresample=${format.sampleRateHz}:async=1:first_pts=0`,
    `apad=whole_len=${samples}`,
    `atrim=end_sample=${samples}`,
  ];
  await runFfmpeg({
    inputs: [{ input, options: ['-copyts'] }],
    args: [
      ...['-map', `0:${audio.index}`, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
      ...['-af', filters.join(','), '-ac', String(format.channels), '-c:a', format.codec],
    ],
    format: 'wav',
    outputPath: params.outputPath,
    durationMs: info.durationMs,
    signal: params.signal,
    ...(params.onProgress === undefined ? {} : { onProgress: params.onProgress }),
  });
}
