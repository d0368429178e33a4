import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';

/** The moment of the container's clock, in ms, that is 0 on the job's timeline: the first picture, else the first sound. */
export function timelineZeroMs(info: MediaInfo): number {
  return info.video?.startMs ?? Math.min(...info.audio.map((stream) => stream.startMs));
}
