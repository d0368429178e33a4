import { abortError } from '../process/abort-error.js';
import type { CachedDecoder } from './create-cached-decoder.js';
import { createRequirements, type Progress } from './create-requirements.js';
import { lastLogits } from './last-logits.js';
import { logSumOfExponentials } from './log-sum-of-exponentials.js';
import { requireFinite } from './require-finite.js';
import { type Candidate, selectCandidates } from './select-candidates.js';
import { topTokens } from './top-tokens.js';

export interface DecodeBeamsParams {
  /** Fresh: one row for each prompt. */
  readonly decoder: CachedDecoder;
  /** What each output begins with; all of one length. */
  readonly prompts: ReadonlyArray<readonly number[]>;
  readonly endToken: number;
  /** Tokens that end an output just as well. */
  readonly otherEnds?: readonly number[];
  /** Greatest number of tokens after the prompt. */
  readonly maxTokens: number;
  /** Outputs followed at once for each prompt; 1 is greedy. */
  readonly beams: number;
  /** Exponent of the length an output's log-probability is divided by: 0 favours short ones, 1 the mean. */
  readonly lengthPenalty: number;
  /** Of each prompt, the sequences of tokens that must appear in its output, in any order. */
  readonly required?: ReadonlyArray<ReadonlyArray<readonly number[]>>;
  /** Tokens that are never said. */
  readonly forbidden: readonly number[];
  readonly signal: AbortSignal;
}

export interface BeamDecoded {
  /** Tokens after the prompt, without the end token. */
  readonly tokens: readonly number[];
  /** Log-probability, divided as `lengthPenalty` says. */
  readonly score: number;
  /** Whether everything required appears. */
  readonly isComplete: boolean;
}

/** An output so far. */
export interface Beam {
  readonly tokens: readonly number[];
  readonly logProbability: number;
  readonly progress: Progress;
  /** Its row of the decoder's batch. */
  readonly row: number;
}

interface Line {
  readonly at: number;
  readonly requirements: ReturnType<typeof createRequirements>;
  readonly finished: BeamDecoded[];
  beams: readonly Beam[];
}

/**
 * Beam search for a whole batch at once: of each prompt the likeliest outputs so far are followed, their caches with them.
 * What is required is brought in where it costs least: outputs compete only with those that hold as much of it
 * (Post and Vilar: Fast Lexically Constrained Decoding, 2018). Lines that are over leave the batch. Fails with `engine-failed` and
 * `cancelled`.
 */
export async function decodeBeams(params: DecodeBeamsParams): Promise<readonly BeamDecoded[]> {
  const { decoder, prompts, maxTokens, signal } = params;
  const lines = prompts.map((_, at): Line => {
    const requirements = createRequirements(params.required?.[at] ?? []);
    const beam = { tokens: [], logProbability: 0, progress: requirements.start, row: at };
    return { at, requirements, finished: [], beams: [beam] };
  });
  let input = prompts.map((prompt) => [...prompt]);
  for (let step = 0; step < maxTokens && input.length > 0; step++) {
    if (signal.aborted) throw abortError(signal, 'Decoding');
    const logits = lastLogits((await decoder.step(input))['logits']);
    for (const line of lines) if (line.beams.length > 0) advance(line, logits, params);
    const beams = lines.flatMap((line) => line.beams);
    decoder.reorder(beams.map(({ row }) => row));
    input = beams.map(({ tokens }) => [tokens.at(-1) ?? params.endToken]);
    let row = 0;
    for (const line of lines) line.beams = line.beams.map((beam) => ({ ...beam, row: row++ }));
  }
  return lines.map((line) => bestOf(line, params));
}

function advance(line: Line, logits: readonly Float32Array[], params: DecodeBeamsParams): void {
  const { beams, requirements, finished } = line;
  const candidates = beams.flatMap((beam) => extend(beam, logits[beam.row] ?? new Float32Array(), line, params));
  const { ended, going } = selectCandidates({ candidates, count: params.beams, endToken: params.endToken });
  for (const { beam, logProbability } of ended)
    finished.push({
      tokens: beam.tokens,
      score: normalised(logProbability, beam.tokens.length + 1, params),
      isComplete: requirements.isMet(beam.progress),
    });
  finished.sort((a, b) => b.score - a.score);
  finished.length = Math.min(finished.length, params.beams);
  const next = going.map(
    ({ beam, token, logProbability, progress }): Beam => ({
      ...{ tokens: [...beam.tokens, token], logProbability, progress, row: beam.row },
    }),
  );
  line.beams = isOver(finished, next, params) ? [] : next;
}

/** Nothing that is still followed can become better than what is finished. */
function isOver(finished: readonly BeamDecoded[], next: readonly Beam[], params: DecodeBeamsParams): boolean {
  const worst = finished.at(params.beams - 1)?.score;
  if (worst === undefined) return next.length === 0;
  const best = Math.max(...next.map(({ logProbability, tokens }) => normalised(logProbability, tokens.length, params)));
  return best <= worst;
}

const normalised = (logProbability: number, length: number, { lengthPenalty }: DecodeBeamsParams): number =>
  logProbability / length ** lengthPenalty;

/** What may follow: the likeliest tokens, those that bring in what is required, and the end where nothing is lacking. */
function extend(beam: Beam, logits: Float32Array, line: Line, params: DecodeBeamsParams): readonly Candidate[] {
  const { requirements } = line;
  for (const end of params.otherEnds ?? [])
    logits[params.endToken] = Math.max(logits[params.endToken] ?? 0, logits[end] ?? 0);
  for (const token of [...params.forbidden, ...(params.otherEnds ?? [])]) logits[token] = Number.NEGATIVE_INFINITY;
  const top = topTokens(logits, 2 * params.beams + 1);
  const sum = logSumOfExponentials(logits, requireFinite(logits[top[0] ?? 0]));
  const mayEnd = requirements.isMet(beam.progress);
  return [...new Set([...top, ...requirements.wanted(beam.progress)])]
    .filter((token) => Number.isFinite(logits[token]) && (mayEnd || token !== params.endToken))
    .map((token) => {
      const progress = token === params.endToken ? beam.progress : requirements.advance(beam.progress, token);
      return {
        ...{ beam, token, progress, held: requirements.held(progress) },
        logProbability: beam.logProbability + (logits[token] ?? 0) - sum,
      };
    });
}

/** The best that came to its end; what was cut off at the greatest length where none did. */
function bestOf({ finished, beams, requirements }: Line, params: DecodeBeamsParams): BeamDecoded {
  const cut = beams.map(({ tokens, logProbability, progress }) => ({
    ...{ tokens, score: normalised(logProbability, tokens.length, params) },
    isComplete: requirements.isMet(progress),
  }));
  const [best] = [...finished, ...(finished.length === 0 ? cut : [])].toSorted(
    (a, b) => Number(b.isComplete) - Number(a.isComplete) || b.score - a.score,
  );
  return best ?? { tokens: [], score: Number.NEGATIVE_INFINITY, isComplete: false };
}
