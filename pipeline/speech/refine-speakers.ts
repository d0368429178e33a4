import { fitGaussian, type Gaussian } from './fit-gaussian.js';
import { frameStatistics } from './frame-statistics.js';
import { scoreFrame } from './score-frame.js';
import type { SpeechUnit } from './speech-unit.js';
import { FEATURE_DIMENSION } from './voice-features.js';

export interface RefineSpeakersParams {
  /** In time order. */
  readonly units: readonly SpeechUnit[];
  /** A first guess of the speaker number of every unit; undefined where there is none. */
  readonly labels: readonly (number | undefined)[];
}

/** Neighbouring frames say nearly the same, so a frame counts as a third of an observation. */
const FRAME_WEIGHT = 0.3;
/** What a change of speaker must gain: between two segments it is likely, inside one it is rare. */
const CHANGE_COST = { between: 4, inside: 10 } as const;
const ROUNDS = 3;

/**
 * Moves single words to the speaker they sound like, as far as that does not make speakers change all the time: models
 * of the speakers are fitted, the best path through the words is found, and both are repeated.
 */
export function refineSpeakers({ units, labels }: RefineSpeakersParams): number[] {
  let current = [...labels];
  for (let round = 0; round < ROUNDS; round++) {
    const speakers = [...new Set(current)].filter((label) => label !== undefined).sort((a, b) => a - b);
    if (speakers.length < 2) return current.map(() => speakers[0] ?? 0);
    const models = speakers.map((speaker) => modelOf(units.filter((_, i) => current[i] === speaker)));
    const path = bestPath(units, models);
    current = path.map((index) => speakers[index] ?? 0);
  }
  return current.map((label) => label ?? 0);
}

const modelOf = (units: readonly SpeechUnit[]): Gaussian =>
  fitGaussian(
    frameStatistics(
      units.flatMap((unit) => [...unit.frames]),
      FEATURE_DIMENSION,
    ),
  );

/** Viterbi over the units; a state is a speaker. */
function bestPath(units: readonly SpeechUnit[], models: readonly Gaussian[]): number[] {
  let scores = models.map(() => 0);
  const origins: number[][] = [];
  units.forEach((unit, i) => {
    const change = units[i - 1]?.segment === unit.segment ? CHANGE_COST.inside : CHANGE_COST.between;
    const leader = indexOfMax(scores);
    const from = scores.map((score, state) => (score >= (scores[leader] ?? 0) - change ? state : leader));
    scores = models.map((model, state) => {
      const origin = from[state] ?? state;
      const arrived = (scores[origin] ?? 0) - (origin === state ? 0 : change);
      return arrived + FRAME_WEIGHT * unit.frames.reduce((sum, frame) => sum + scoreFrame(frame, model), 0);
    });
    origins.push(from);
  });
  const path: number[] = [];
  let state = indexOfMax(scores);
  for (let i = units.length - 1; i >= 0; i--) {
    path[i] = state;
    state = origins[i]?.[state] ?? state;
  }
  return path;
}

const indexOfMax = (values: readonly number[]): number =>
  values.reduce((best, value, index) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? index : best), 0);
