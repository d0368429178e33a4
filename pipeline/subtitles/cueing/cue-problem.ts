import { type FrameRate, halfSecondFrames, toFrameCeil } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import type { CueToken } from './cue-token.js';
import { type ShotRules, shotRules } from './shot-rules.js';

/** A cueing task in numbers: flat arrays, because every pair of words is looked at. All times in frames. */
export interface CueProblem {
  readonly tokens: readonly CueToken[];
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Columns of all words before index i, each with its leading space. */
  readonly columns: Float64Array;
  /** Width of the space before word i, 0 where none stands. */
  readonly spaces: Float64Array;
  readonly breakCosts: Float64Array;
  /** What running on over the pauses and sentence ends before word i has cost in all. */
  readonly runOns: Float64Array;
  /** How many sentences end before word i. */
  readonly sentences: Int32Array;
  /** How many changes of speaker lie at or before word i. */
  readonly turns: Int32Array;
  readonly shots: ShotRules;
  readonly limits: FrameLimits;
}

/** The profile's values in frames and columns. */
export interface FrameLimits {
  readonly charsPerLine: number;
  readonly maxLines: number;
  readonly columnsPerFrame: number;
  readonly minFrames: number;
  readonly maxFrames: number;
  readonly gap: number;
  readonly half: number;
  readonly closesGaps: boolean;
  readonly early: number;
  readonly late: number;
  readonly linger: number;
  readonly framesPerSecond: number;
  /** How long a cue likes to stay after its last word. */
  readonly tail: number;
  /** Columns of the dialogue mark on the first and the second line. */
  readonly dashes: readonly [number, number];
  /** The frame by which the last cue must be gone; Infinity when the programme's length is not known. */
  readonly lastFrame: number;
}

/** Everything {@link buildCueProblem} needs. */
export interface BuildCueProblemParams {
  readonly tokens: readonly CueToken[];
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
  readonly shotsMs: readonly number[];
  readonly videoDurationMs: number | undefined;
}

/** How long a cue likes to stay after its last word, in seconds. */
const comfortableTailSeconds = 0.25;

const dashColumns = (profile: SubtitleProfile): readonly [number, number] => {
  const unit = profile.isFullWidth ? 0.5 : 1;
  const second = (profile.dialogueStyle.endsWith('spaced') ? 2 : 1) * unit;
  return [profile.dialogueStyle.startsWith('both') ? second : 0, second];
};

const limitsOf = ({ profile, frameRate, videoDurationMs }: BuildCueProblemParams): FrameLimits => {
  const framesPerSecond = frameRate.numerator / frameRate.denominator;
  const inFrames = (ms: number): number => (ms / 1000) * framesPerSecond;
  return {
    charsPerLine: profile.charsPerLine,
    maxLines: Math.min(profile.maxLines, 2),
    columnsPerFrame: profile.charsPerSecond / framesPerSecond,
    minFrames: toFrameCeil(profile.minDurationMs, frameRate),
    maxFrames: Math.floor(inFrames(profile.maxDurationMs) + 0.001),
    gap: profile.minGapFrames,
    half: halfSecondFrames(frameRate),
    closesGaps: profile.closesSmallGaps,
    early: profile.syncEarlyFrames,
    late: profile.syncLateFrames,
    linger: inFrames(profile.lingerMs),
    framesPerSecond,
    tail: Math.round(comfortableTailSeconds * framesPerSecond),
    dashes: dashColumns(profile),
    lastFrame: videoDurationMs === undefined ? Number.POSITIVE_INFINITY : Math.floor(inFrames(videoDurationMs) + 0.001),
  };
};

/** Running on inside one cue: over a sentence end a little, over a pause more the longer it is. */
const runOnCost = (token: CueToken, next: CueToken): number => {
  const pauseMs = next.startMs - token.endMs;
  const pause = pauseMs <= 300 ? 0 : Math.min(600, (pauseMs - 300) * 0.12);
  const isOtherVoice = next.segment !== token.segment && next.speaker !== token.speaker;
  return pause + (token.breakCost === 0 ? 12 : 0) + (isOtherVoice ? 6 : 0);
};

/** Turns words, profile, frame rate and cuts into the arrays the search runs over. */
export function buildCueProblem(params: BuildCueProblemParams): CueProblem {
  const { tokens, profile, frameRate, shotsMs } = params;
  const limits = limitsOf(params);
  const count = tokens.length;
  const problem = {
    tokens,
    starts: new Float64Array(count + 1),
    ends: new Float64Array(count),
    columns: new Float64Array(count + 1),
    spaces: new Float64Array(count + 1),
    breakCosts: Float64Array.from(tokens, (token) => token.breakCost),
    runOns: new Float64Array(count + 1),
    sentences: new Int32Array(count + 1),
    turns: new Int32Array(count + 1),
    limits,
    shots: shotRules({ shotsMs, frameRate, minGapFrames: limits.gap, isActive: profile.snapsToShots }),
  };
  let floor = 0;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1];
    floor = Math.max(floor, Math.floor((token.startMs / 1000) * limits.framesPerSecond + 0.001));
    problem.starts[index] = floor;
    problem.ends[index] = Math.max(floor, Math.ceil((token.endMs / 1000) * limits.framesPerSecond - 0.001));
    const space = token.spaceBefore ? (profile.isFullWidth ? 0.5 : 1) : 0;
    problem.spaces[index] = space;
    problem.columns[index + 1] = (problem.columns[index] ?? 0) + token.columns + space;
    problem.sentences[index + 1] = (problem.sentences[index] ?? 0) + (token.breakCost === 0 ? 1 : 0);
    if (previous === undefined) continue;
    problem.runOns[index] = (problem.runOns[index - 1] ?? 0) + runOnCost(previous, token);
    const isTurn = previous.segment !== token.segment && previous.speaker !== token.speaker;
    problem.turns[index] = (problem.turns[index - 1] ?? 0) + (isTurn ? 1 : 0);
  }
  return problem;
}
