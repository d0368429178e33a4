import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { MouthLine } from '../../../pipeline/contracts/mouth-script.js';
import { scaleShape } from '../../../pipeline/lip-sync/scale-shape.js';
import { shapeMouth } from '../../../pipeline/lip-sync/shape-mouth.js';
import type { SpeakerRange } from '../../../pipeline/lip-sync/speaker-range.js';
import { timeGoals } from '../../../pipeline/lip-sync/time-goals.js';

export interface AimMouthParams {
  readonly frames: FrameIndex;
  readonly firstFrame: number;
  readonly endFrame: number;
  /** What this mouth says. */
  readonly lines: readonly MouthLine[];
  readonly range: SpeakerRange;
}

/** Time of the middle of a frame's exposure and the lips it shall have. */
export interface AimedFrame {
  readonly timeMs: number;
  readonly target: LipShape;
}

/** The lips of every frame of a stretch: what the dub says, and rest where it says nothing. */
export function aimMouth({ frames, firstFrame, endFrame, lines, range }: AimMouthParams): readonly AimedFrame[] {
  const { timesMs } = frames;
  const frameMs = ((timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0)) / Math.max(1, timesMs.length - 1) || 40;
  const times = Array.from({ length: endFrame - firstFrame }, (_, at) => {
    const start = timesMs[firstFrame + at] ?? 0;
    const end = timesMs[firstFrame + at + 1] ?? frames.endMs;
    return (start + end) / 2;
  });
  const goals = timeGoals(lines.flatMap(({ phonemes }) => phonemes));
  return shapeMouth({ goals, timesMs: times, frameMs }).map((shape, at) => ({
    timeMs: times[at] ?? 0,
    target: scaleShape(shape, range),
  }));
}
