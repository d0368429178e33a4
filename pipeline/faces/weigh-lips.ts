import type { Hear } from './hear-frames.js';
import { type LipRating, rateLips } from './rate-lips.js';
import type { SeenFrame } from './seen-track.js';

/** A stretch of speech, in ms on the job's timeline. */
export interface SpeechStretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** What says that one person's mouth speaks one voice. */
export interface LipEvidence {
  /**
   * 0…1 over all that the voice says. Where another mouth moves at the same time, that this one does says nothing, and
   * only what the sound says of its motion counts.
   */
  readonly whole: (isAlone: boolean) => number;
  /** The same for one stretch of it, by what is seen in that stretch alone. */
  readonly within: (stretch: SpeechStretch, isAlone: boolean) => number;
  /** Whether the mouth moves in a stretch. */
  readonly moves: (stretch: SpeechStretch) => boolean;
}

export interface WeighLipsParams {
  /** Every frame in which the person is seen. */
  readonly frames: readonly SeenFrame[];
  /** Everything the voice says. */
  readonly speech: readonly SpeechStretch[];
  readonly hear: Hear;
}

/** Lips stir a little before and after the voice, in ms. */
const LEEWAY_MS = 100;
/** A still mouth trembles at the first of these speeds, a speaking one moves at the second, in eye distances per second. */
const STILL = 0.1;
const SPEAKING = 0.4;
/**
 * Correlations between lips and sound: what chance gives a stranger's mouth falls with the root of the number of frames,
 * a mouth with its own voice lies this much higher. It is where strangers usually end, not a bound: of four people with
 * eight voices two rose above it with a foreign voice, to 0.29 and 0.32 where this gives about 0.16 and 0.27.
 */
const STRANGER = 0.05;
const CHANCE = 1.5;
const OWN = 0.25;
const OWN_WITHIN = 0.4;
/** Fewer frames than this teach nothing about a voice. */
const FEWEST_FRAMES = 40;
/** From this much speech on the correlation is worth its full weight, in s. */
const FULL_SECONDS = 6;
const WEIGHTS = { motion: 0.2, sound: 0.8, contrast: 0.2 };
/** A mouth that moves less than this much of usual is still. */
const LEAST_MOTION = 0.1;

const between = (value: number, low: number, high: number): number =>
  Math.max(0, Math.min(1, (value - low) / (high - low)));

/**
 * Weighs three things: that the mouth moves while the voice is heard, that it does so more than at other times, and that
 * its very motion follows from the sound (ridge regression, judged on frames it did not learn from). Loudness alone says
 * nothing. A mouth that does not move speaks nothing.
 */
export function weighLips({ frames, speech, hear }: WeighLipsParams): LipEvidence {
  const isSaid = ({ timeMs }: SeenFrame): boolean => speech.some((each) => isIn(timeMs, each));
  const during = frames.filter(isSaid);
  const apart = frames.filter((frame) => !isSaid(frame));
  const seconds = during.reduce((sum, { timeMs, endMs }) => sum + endMs - timeMs, 0) / 1000;
  const rating = during.length < FEWEST_FRAMES ? undefined : rateLips(during, hear);
  const motion = between(speed(during), STILL, SPEAKING);
  const contrast = apart.length < FEWEST_FRAMES ? undefined : speed(during) / Math.max(STILL, speed(apart));
  const sound =
    rating === undefined
      ? undefined
      : between(rating.correlation, ...range(STRANGER + CHANCE / Math.sqrt(during.length), OWN));
  const motionIn = (stretch: SpeechStretch): number =>
    between(speed(frames.filter(({ timeMs }) => isIn(timeMs, stretch))), STILL, SPEAKING);
  return {
    whole: (isAlone) => gate(motion) * weigh({ motion, seconds, contrast, sound, isAlone }),
    within: (stretch, isAlone) => weighStretch(motionIn(stretch), isAlone, soundIn(stretch, rating)),
    moves: (stretch) => motionIn(stretch) >= LEAST_MOTION,
  };
}

const range = (low: number, width: number): readonly [low: number, high: number] => [low, low + width];

interface Findings {
  readonly motion: number;
  readonly seconds: number;
  readonly contrast: number | undefined;
  readonly sound: number | undefined;
  readonly isAlone: boolean;
}

function weigh({ motion, seconds, contrast, sound, isAlone }: Findings): number {
  const parts: Array<Readonly<{ value: number; weight: number }>> = [];
  if (isAlone || sound === undefined) parts.push({ value: motion, weight: WEIGHTS.motion });
  if (contrast !== undefined) parts.push({ value: between(contrast, 1, 2), weight: WEIGHTS.contrast });
  if (sound !== undefined) parts.push({ value: sound, weight: WEIGHTS.sound * Math.min(1, seconds / FULL_SECONDS) });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
}

function soundIn({ startMs, endMs }: SpeechStretch, rating: LipRating | undefined): number | undefined {
  return rating === undefined
    ? undefined
    : between(rating.within(startMs - LEEWAY_MS, endMs + LEEWAY_MS), 0, OWN_WITHIN);
}

function weighStretch(motion: number, isAlone: boolean, sound: number | undefined): number {
  if (sound === undefined) return motion;
  return gate(motion) * (isAlone ? (motion + sound) / 2 : sound);
}

/** Nothing speaks without moving: 0 for a still mouth, 1 from a quarter of usual motion on. */
const gate = (motion: number): number => Math.min(1, motion * 4);

const isIn = (timeMs: number, { startMs, endMs }: SpeechStretch): boolean =>
  timeMs >= startMs - LEEWAY_MS && timeMs < endMs + LEEWAY_MS;

function speed(frames: readonly SeenFrame[]): number {
  return Math.sqrt(frames.reduce((sum, frame) => sum + frame.speed ** 2, 0) / Math.max(1, frames.length));
}
