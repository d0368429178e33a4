import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { UntouchedReason } from '../../../pipeline/contracts/speaking-faces.js';
import type { SpeakerRange } from '../../../pipeline/lip-sync/speaker-range.js';

export interface JudgeLibraryParams {
  readonly range: SpeakerRange;
  /** Frames of the person to take mouths from. */
  readonly libraryFrames: number;
  /** The lips wanted, and those that would be shown, frame by frame. */
  readonly targets: readonly LipShape[];
  readonly reached: readonly LipShape[];
}

/** Fewer frames than this, about a second, hold too few mouths. */
const MIN_LIBRARY_FRAMES = 24;
/** A speaker whose lips part less than this is not seen to speak, in eye distances. */
const MIN_GAP_RANGE = 0.045;
/** Mean and upper tenth of the distance between wanted and shown gap, in shares of the speaker's range. */
const MAX_MISS = { mean: 0.2, upper: 0.5 } as const;

/** Why these mouths would not convince; undefined when they would. */
export function judgeLibrary({
  range,
  libraryFrames,
  targets,
  reached,
}: JudgeLibraryParams): UntouchedReason | undefined {
  const gaps = range.wideOpen - range.closedOpen;
  if (libraryFrames < MIN_LIBRARY_FRAMES || gaps < MIN_GAP_RANGE) return 'too-few-mouth-shapes';
  const misses = targets
    .map((target, at) => Math.abs(target.open - (reached[at]?.open ?? 0)) / gaps)
    .toSorted((a, b) => a - b);
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / Math.max(1, misses.length);
  const upper = misses[Math.floor(misses.length * 0.9)] ?? 0;
  return mean > MAX_MISS.mean || upper > MAX_MISS.upper ? 'too-few-mouth-shapes' : undefined;
}
