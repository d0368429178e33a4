import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The sound a dub starts from: the first audio stream. Fails with `no-audio`. */
export function requireAudio(info: MediaInfo): MediaInfo['audio'][number] {
  const [first] = info.audio;
  if (first === undefined) throw new PipelineError('no-audio', 'The file has no audio stream.');
  return first;
}
