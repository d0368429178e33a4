import { join } from 'node:path';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { runFfmpeg } from '../media/run-ffmpeg.js';
import { readSampleTable } from './read-sample-table.js';
import type { PictureFile } from './splice-runs.js';

export interface OpenCarrierParams {
  readonly path: string;
  readonly info: MediaInfo;
  readonly directory: string;
  readonly signal: AbortSignal;
}

/**
 * A file whose video packets can be told apart and copied: the file itself where it is a plain MP4 or QuickTime file, else
 * an MP4 with the same packets. Fails with `source-damaged` where no MP4 can hold them.
 */
export async function openCarrier({ path, info, directory, signal }: OpenCarrierParams): Promise<PictureFile> {
  const video = requireVideo(info);
  const input = await inspectSource(path);
  const own = input.demuxer === 'mov' ? await readSampleTable(path, video.index) : undefined;
  if (own !== undefined) return { path, table: own };
  const carrierPath = join(directory, 'carrier.mp4');
  await runFfmpeg({
    inputs: [{ input, options: ['-copyts'] }],
    args: [
      ...['-map', `0:${video.index}`, '-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1', '-strict', '-2'],
      ...(video.codec === 'hevc' ? ['-tag:v', 'hvc1'] : []),
    ],
    format: 'mp4',
    outputPath: carrierPath,
    durationMs: info.durationMs,
    signal,
  });
  const table = await readSampleTable(carrierPath, 0);
  if (table === undefined)
    throw new PipelineError('source-damaged', 'The packets of the picture cannot be told apart.');
  return { path: carrierPath, table };
}
