import { requireFinite } from '../../onnx/require-finite.js';
import { STOP_SPEECH } from './speech-marks.js';

export interface ChooseTokenParams {
  /** Logits of the next token. */
  readonly logits: Float32Array;
  /** What was said so far, the mark it began with included. */
  readonly said: readonly number[];
  /** Gives 0…1; the likeliest token is taken where it is absent. */
  readonly random?: (() => number) | undefined;
}

/** As the export's generation_config.json has it. */
const REPETITION_PENALTY = 1.2;
/** As the published program draws: flatter than the model, and nothing a twentieth as likely as the likeliest. */
const TEMPERATURE = 0.8;
const LEAST_OF_LIKELIEST = 0.05;

/** The next speech token: likeliest or drawn, what was said before made less likely. Never another mark than the end. Fails with `engine-failed`. */
export function chooseToken({ logits, said, random }: ChooseTokenParams): number {
  const scores = logits.slice(0, STOP_SPEECH + 1);
  for (const token of new Set(said)) {
    const score = scores[token];
    if (score !== undefined) scores[token] = score < 0 ? score * REPETITION_PENALTY : score / REPETITION_PENALTY;
  }
  scores[STOP_SPEECH - 1] = Number.NEGATIVE_INFINITY; // the mark speech begins with
  const best = scores.reduce(
    (most, score, token) => (score > (scores[most] ?? Number.NEGATIVE_INFINITY) ? token : most),
    0,
  );
  const top = requireFinite(scores[best]);
  return random === undefined ? best : draw(scores, top, random());
}

function draw(scores: Float32Array, top: number, at: number): number {
  const weights = scores.map((score) => {
    const weight = Math.exp((score - top) / TEMPERATURE);
    return weight < LEAST_OF_LIKELIEST ? 0 : weight;
  });
  let rest = at * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [token, weight] of weights.entries()) {
    rest -= weight;
    if (weight > 0 && rest < 0) return token;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
