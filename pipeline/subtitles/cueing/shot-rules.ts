import { type FrameRate, halfSecondFrames, toFrame } from '../model/frame-rate.js';

/** Which frames a cue may start and end on, given the cuts. */
export interface ShotRules {
  readonly cuts: readonly number[];
  readonly isCut: (frame: number) => boolean;
  readonly mayStart: (frame: number) => boolean;
  readonly mayEnd: (frame: number) => boolean;
}

/** Everything {@link shotRules} needs; `minGapFrames` is how long before a cut a cue ends. */
export interface ShotRulesParams {
  readonly shotsMs: readonly number[];
  readonly frameRate: FrameRate;
  readonly minGapFrames: number;
  readonly isActive: boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;

/**
 * The rules for cuts: a cue starts on a cut or at least half a second away from every cut; it ends the minimum gap
 * before a cut or at least half a second away, never on the cut itself.
 */
export function shotRules({ shotsMs, frameRate, minGapFrames, isActive }: ShotRulesParams): ShotRules {
  if (!isActive || shotsMs.length === 0) return { cuts: [], isCut: never, mayStart: always, mayEnd: always };
  const half = halfSecondFrames(frameRate);
  const cutSet = new Set(shotsMs.map((ms) => toFrame(ms, frameRate)).filter((frame) => frame > 0));
  const cuts = [...cutSet].sort((a, b) => a - b);
  const near = new Set<number>();
  for (const cut of cuts) for (let offset = 1 - half; offset < half; offset++) near.add(cut + offset);
  return {
    cuts,
    isCut: (frame) => cutSet.has(frame),
    mayStart: (frame) => cutSet.has(frame) || !near.has(frame),
    mayEnd: (frame) => cutSet.has(frame + minGapFrames) || !near.has(frame),
  };
}
