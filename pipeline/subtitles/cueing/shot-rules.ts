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

/** Up to this many frames (nine hours at 120 a second) membership is looked up in a flat table. */
const tableLimit = 4_000_000;

/** A set of frames that is asked very often. */
const createFrameSet = (frames: readonly number[]): ((frame: number) => boolean) => {
  const last = frames.reduce((most, frame) => Math.max(most, frame), 0);
  if (last > tableLimit) {
    const set = new Set(frames);
    return (frame) => set.has(frame);
  }
  const table = new Uint8Array(last + 1);
  for (const frame of frames) if (frame >= 0) table[frame] = 1;
  return (frame) => table[frame] === 1;
};

/**
 * The rules for cuts: a cue starts on a cut or at least half a second away from every cut; it ends the minimum gap
 * before a cut or at least half a second away, never on the cut itself.
 */
export function shotRules({ shotsMs, frameRate, minGapFrames, isActive }: ShotRulesParams): ShotRules {
  if (!isActive || shotsMs.length === 0) return { cuts: [], isCut: never, mayStart: always, mayEnd: always };
  const half = halfSecondFrames(frameRate);
  const unique = new Set(shotsMs.map((ms) => toFrame(ms, frameRate)).filter((frame) => frame > 0));
  const cuts = [...unique].sort((a, b) => a - b);
  const isCut = createFrameSet(cuts);
  const isNear = createFrameSet(
    cuts.flatMap((cut) => Array.from({ length: half * 2 - 1 }, (_, at) => cut + at + 1 - half)),
  );
  return {
    cuts,
    isCut,
    mayStart: (frame) => isCut(frame) || !isNear(frame),
    mayEnd: (frame) => isCut(frame + minGapFrames) || !isNear(frame),
  };
}
