import type { FrameIndex } from '../contracts/frame-index.js';
import type { ShotList } from '../contracts/shot-list.js';

/** Times of cuts are whole milliseconds, those of frames are not. */
const ROUNDING_MS = 1;

/** Numbers of the first frames of every shot but the first, ascending. */
export function cutFrames(
  { timesMs }: Pick<FrameIndex, 'timesMs'>,
  { cutsMs }: Pick<ShotList, 'cutsMs'>,
): readonly number[] {
  const frames: number[] = [];
  let frame = 0;
  for (const cutMs of cutsMs) {
    while (frame < timesMs.length && (timesMs[frame] ?? 0) < cutMs - ROUNDING_MS) frame += 1;
    if (frame > (frames.at(-1) ?? 0) && frame < timesMs.length) frames.push(frame);
  }
  return frames;
}
