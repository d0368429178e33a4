import type { SyncScore, SyncVerdict } from '../contracts/sync-score.js';
import { type HearFramesParams, hearFrames } from './hear-frames.js';
import { highPass } from './high-pass.js';
import { predictability } from './predictability.js';
import { standardize } from './standardize.js';

/** One mouth without interruption. */
export interface SeenMouth {
  /** When each frame is shown on the sound's clock, in ms. */
  readonly timesMs: readonly number[];
  /** Per frame the same numbers that describe the mouth: height, width, … */
  readonly shapes: ReadonlyArray<readonly number[]>;
}

export interface ScoreLipSyncParams {
  readonly mouths: readonly SeenMouth[];
  readonly sound: HearFramesParams;
}

/** Less than this is no evidence. */
const LEAST_SPEECH_MS = 5000;
/** A peak that is lower, or stands out less, could be chance: for ten seconds; chance shrinks with the root of time. */
const LEAST_PEAK = 0.15;
const LEAST_CONFIDENCE = 0.18;
const JUDGED_MS = 10_000;
/** Sound within this of the picture passes for together: a frame and a half of film. */
const TOLERANCE_MS = 60;
const LONGEST_SHIFT_FRAMES = 12;
/** Frames before and after one whose sound is heard with it. */
const CONTEXT_FRAMES = 1;
const SLOW_MS = 600;
/** More frames teach nothing new and cost time. */
const MOST_FRAMES = 20_000;

/**
 * Scores how well mouths and sound belong together, without a trained network: a rule from sound to mouth is found for the
 * clip itself, and its predictions are tested on moments it has not seen. All shifts of ±12 frames are tried. Needs five
 * seconds of speech; what stands out too little is `unknown`, never good.
 */
export function scoreLipSync({ mouths, sound }: ScoreLipSyncParams): SyncScore {
  const seen = watch(mouths);
  const speechMs = Math.round(seen.startsMs.length * seen.frameMs);
  const none = { correlation: 0, peak: 0, offsetMs: 0, confidence: 0, speechMs };
  if (speechMs < LEAST_SPEECH_MS || seen.width === 0 || !seen.shapes.every(Number.isFinite))
    return { verdict: 'unknown', ...none };
  const heard = hearFrames(sound);
  const shifts = Array.from({ length: 2 * LONGEST_SHIFT_FRAMES + 1 }, (_, at) => at - LONGEST_SHIFT_FRAMES);
  const effects = { effects: seen.shapes, effectWidth: seen.width };
  const causeWidth = heard.width * (2 * CONTEXT_FRAMES + 1);
  const scores = shifts.map((shift) => {
    const causes = standardize(listen(seen, heard, shift), causeWidth);
    return predictability({ causes, causeWidth, ...effects });
  });
  const peak = Math.max(...scores);
  const confidence = peak - median(scores);
  const offsetMs = (refinePeak(scores, scores.indexOf(peak)) - LONGEST_SHIFT_FRAMES) * seen.frameMs;
  const correlation = scores[LONGEST_SHIFT_FRAMES] ?? 0;
  const found = { correlation, peak, offsetMs, confidence };
  return { verdict: judge({ ...found, speechMs }), ...rounded(found), speechMs };
}

interface Watched {
  readonly startsMs: Float64Array;
  readonly frameMs: number;
  /** Row-major, standardized. */
  readonly shapes: Float64Array;
  readonly width: number;
}

/** All mouths one after another; each without its own slow movement. */
function watch(mouths: readonly SeenMouth[]): Watched {
  const steps = mouths.flatMap(({ timesMs }) => timesMs.slice(1).map((time, at) => time - (timesMs[at] ?? 0)));
  const frameMs = steps.length === 0 ? 0 : median(steps);
  const width = mouths[0]?.shapes[0]?.length ?? 0;
  const startsMs: number[] = [];
  const rows: number[] = [];
  for (const { timesMs, shapes } of mouths) {
    const flat = highPass(Float64Array.from(shapes.flat()), width, Math.round(SLOW_MS / Math.max(1, frameMs)));
    const room = Math.max(0, MOST_FRAMES - startsMs.length);
    for (const time of timesMs.slice(0, room)) startsMs.push(time);
    for (const value of flat.subarray(0, room * width)) rows.push(value);
  }
  return { startsMs: Float64Array.from(startsMs), frameMs, shapes: standardize(Float64Array.from(rows), width), width };
}

function listen({ startsMs, frameMs }: Watched, heard: ReturnType<typeof hearFrames>, shift: number): Float64Array {
  const around = 2 * CONTEXT_FRAMES + 1;
  const causes = new Float64Array(startsMs.length * around * heard.width);
  startsMs.forEach((start, row) => {
    for (let at = 0; at < around; at++) {
      const from = start + (shift + at - CONTEXT_FRAMES) * frameMs;
      heard.describe(from, from + frameMs, causes, (row * around + at) * heard.width);
    }
  });
  return causes;
}

/** The top of the parabola through a peak and its neighbours. */
function refinePeak(scores: readonly number[], at: number): number {
  const [before, top, after] = [scores[at - 1], scores[at], scores[at + 1]];
  if (before === undefined || top === undefined || after === undefined) return at;
  const bend = before - 2 * top + after;
  return bend >= 0 ? at : at + (before - after) / (2 * bend);
}

function judge({ peak, confidence, offsetMs, speechMs }: Omit<SyncScore, 'verdict' | 'correlation'>): SyncVerdict {
  const chance = LEAST_CONFIDENCE * Math.sqrt(JUDGED_MS / speechMs);
  if (peak < LEAST_PEAK || confidence < chance) return 'unknown';
  return Math.abs(offsetMs) <= TOLERANCE_MS ? 'in-sync' : 'out-of-sync';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function rounded(score: Omit<SyncScore, 'verdict' | 'speechMs'>): Omit<SyncScore, 'verdict' | 'speechMs'> {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    correlation: round(score.correlation),
    peak: round(score.peak),
    offsetMs: Math.round(score.offsetMs),
    confidence: round(score.confidence),
  };
}
