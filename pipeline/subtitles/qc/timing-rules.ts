import { firstCutFrom } from '../cueing/first-cut-from.js';
import { type ShotRules, shotRules } from '../cueing/shot-rules.js';
import type { Cue } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';
import { type FrameRate, halfSecondFrames, toFrame, toFrameCeil } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { columnsOf } from '../words/visible-length.js';
import type { RuleResult } from './qc-report.js';

/** What does not change from cue to cue. */
export interface TimingContext {
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
  readonly videoDurationMs: number | undefined;
  readonly shots: ShotRules;
}

/** Everything {@link timingContext} needs. */
export interface TimingContextParams {
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
  readonly shotsMs: readonly number[];
  readonly videoDurationMs: number | undefined;
}

/** Prepares what {@link timingRules} needs for every cue. */
export const timingContext = ({
  profile,
  frameRate,
  shotsMs,
  videoDurationMs,
}: TimingContextParams): TimingContext => ({
  profile,
  frameRate,
  videoDurationMs,
  shots: shotRules({ shotsMs, frameRate, minGapFrames: profile.minGapFrames, isActive: profile.snapsToShots }),
});

const round2 = (value: number): number => Math.round(value * 100) / 100;

const durationRules = (cue: Cue, { profile, frameRate }: TimingContext): RuleResult[] => {
  const frames = toFrame(cue.endMs, frameRate) - toFrame(cue.startMs, frameRate);
  const seconds = (frames * frameRate.denominator) / frameRate.numerator;
  const columns = cue.lines.reduce((sum, line) => sum + columnsOf(lineText(line), profile.isFullWidth), 0);
  const speed = seconds > 0 ? columns / seconds : columns > 0 ? 9999 : 0;
  const minFrames = toFrameCeil(profile.minDurationMs, frameRate);
  const maxFrames = Math.floor((profile.maxDurationMs * frameRate.numerator) / (1000 * frameRate.denominator) + 0.001);
  const value = cue.endMs - cue.startMs;
  return [
    {
      rule: 'reading-speed',
      pass: speed <= profile.charsPerSecond + 1e-6,
      value: round2(speed),
      limit: profile.charsPerSecond,
      unit: 'characters/s',
    },
    { rule: 'min-duration', pass: frames >= minFrames, value, limit: profile.minDurationMs, unit: 'ms' },
    { rule: 'max-duration', pass: frames <= maxFrames, value, limit: profile.maxDurationMs, unit: 'ms' },
  ];
};

const gapRules = (cue: Cue, next: Cue | undefined, { profile, frameRate }: TimingContext): RuleResult[] => {
  if (next === undefined) return [];
  const gap = toFrame(next.startMs, frameRate) - toFrame(cue.endMs, frameRate);
  const limit = profile.minGapFrames;
  const half = halfSecondFrames(frameRate);
  const results: RuleResult[] = [{ rule: 'gap', pass: gap >= limit, value: gap, limit, unit: 'frames' }];
  if (!profile.closesSmallGaps || gap < limit) return results;
  const isClosed = gap === limit || gap >= half;
  return [
    ...results,
    { rule: 'gap-closing', pass: isClosed, value: gap, limit: `${limit} or ${half} and more`, unit: 'frames' },
  ];
};

/** Frames from the nearest cut, negative before it; the cuts are in order. */
const cutDistance = (cuts: readonly number[], frame: number): number => {
  const low = firstCutFrom(cuts, frame);
  const before = frame - (cuts[low - 1] ?? Number.NEGATIVE_INFINITY);
  const after = frame - (cuts[low] ?? Number.POSITIVE_INFINITY);
  return before < -after ? before : after;
};

const shotRulesOf = (cue: Cue, { profile, frameRate, shots }: TimingContext): RuleResult[] => {
  if (shots.cuts.length === 0) return [];
  const half = halfSecondFrames(frameRate);
  const start = toFrame(cue.startMs, frameRate);
  const end = toFrame(cue.endMs, frameRate);
  const near = (frame: number): number => cutDistance(shots.cuts, frame);
  return [
    {
      rule: 'shot-start',
      pass: shots.mayStart(start),
      value: near(start),
      limit: `0 or ${half} away`,
      unit: 'frames',
    },
    {
      rule: 'shot-end',
      pass: shots.mayEnd(end),
      value: near(end),
      limit: `${-profile.minGapFrames} or ${half} away`,
      unit: 'frames',
    },
  ];
};

const placeRules = (cue: Cue, previous: Cue | undefined, context: TimingContext): RuleResult[] => {
  const isOrdered = cue.endMs > cue.startMs && (previous === undefined || cue.startMs >= previous.startMs);
  const results: RuleResult[] = [
    { rule: 'order', pass: isOrdered, value: cue.startMs, limit: previous?.startMs ?? 0, unit: 'ms' },
  ];
  const { videoDurationMs, frameRate } = context;
  if (videoDurationMs === undefined) return results;
  const pass = cue.startMs >= 0 && toFrame(cue.endMs, frameRate) <= toFrame(videoDurationMs, frameRate);
  return [...results, { rule: 'within-programme', pass, value: cue.endMs, limit: videoDurationMs, unit: 'ms' }];
};

/** A cue between its neighbours. */
export interface TimingRulesParams {
  readonly cue: Cue;
  readonly previous: Cue | undefined;
  readonly next: Cue | undefined;
}

/** The rules that look at when a cue is shown. */
export const timingRules = ({ cue, previous, next }: TimingRulesParams, context: TimingContext): RuleResult[] => [
  ...placeRules(cue, previous, context),
  ...durationRules(cue, context),
  ...gapRules(cue, next, context),
  ...shotRulesOf(cue, context),
];
