import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The picture of the source. Fails with `no-video`. */
export function requireVideo(info: MediaInfo): NonNullable<MediaInfo['video']> {
  if (info.video === undefined) throw new PipelineError('no-video', 'The file has no video stream.');
  return info.video;
}
