import type { FrameIndex } from '../contracts/frame-index.js';
import type { MouthStretch } from '../contracts/mouth-script.js';

/** Consecutive pictures that are rendered and encoded as one, between two places where the stream may be joined. */
export interface PictureRange {
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** A run longer than this is cut where that is possible, so that several workers share a long take. In ms. */
const LONG_RUN_MS = 45_000;

/** The whole groups of pictures that hold the stretches: the least that must be encoded again, in order. */
export function planRuns(frames: FrameIndex, stretches: readonly MouthStretch[]): readonly PictureRange[] {
  const count = frames.timesMs.length;
  const joints = [...frames.keyFrames.filter(({ isClosed }) => isClosed).map(({ frame }) => frame), count];
  const ranges = stretches
    .map(({ firstFrame, endFrame }) => ({
      firstFrame: joints.findLast((joint) => joint <= firstFrame) ?? 0,
      endFrame: joints.find((joint) => joint >= endFrame) ?? count,
    }))
    .toSorted((a, b) => a.firstFrame - b.firstFrame);
  const runs: PictureRange[] = [];
  for (const range of ranges) {
    const last = runs.at(-1);
    if (last === undefined || range.firstFrame >= last.endFrame) runs.push(range);
    else runs[runs.length - 1] = { ...last, endFrame: Math.max(last.endFrame, range.endFrame) };
  }
  return runs.flatMap((run) => cutLong(run, { frames, joints, stretches }));
}

interface CutLongParams {
  readonly frames: FrameIndex;
  readonly joints: readonly number[];
  readonly stretches: readonly MouthStretch[];
}

/** Cuts where no mouth is being redrawn when there is such a place, else at the last joint in time. */
function cutLong(run: PictureRange, params: CutLongParams): readonly PictureRange[] {
  const { frames, joints, stretches } = params;
  const timeOf = (frame: number) => frames.timesMs[frame] ?? frames.timesMs.at(-1) ?? 0;
  const limitMs = timeOf(run.firstFrame) + LONG_RUN_MS;
  if (timeOf(run.endFrame) <= limitMs) return [run];
  const inside = joints.filter((joint) => joint > run.firstFrame && joint < run.endFrame);
  const inTime = inside.filter((joint) => timeOf(joint) <= limitMs);
  const isQuiet = (joint: number) => stretches.every((each) => joint <= each.firstFrame || joint >= each.endFrame);
  const cut = inTime.findLast(isQuiet) ?? inTime.at(-1) ?? inside[0];
  if (cut === undefined) return [run];
  return [{ ...run, endFrame: cut }, ...cutLong({ ...run, firstFrame: cut }, params)];
}
