import { deflateSync } from 'node:zlib';
import { type Decoded, type DecodeGreedilyParams, decodeGreedily } from '../../onnx/decode-greedily.js';
import { gatherRows } from '../../onnx/gather-rows.js';

export interface DecodeWithFallbackParams extends DecodeGreedilyParams {
  /** The first is tried for all; the others, in turn, for those it did not go well with. */
  readonly temperatures: readonly number[];
  readonly textOf: (tokens: number[]) => string;
}

/** The thresholds of openai/whisper (whisper/transcribe.py): a loop packs well, a guess is improbable, silence is known. */
const MOST_COMPRESSION = 2.4;
const LEAST_MEAN_LOG_PROBABILITY = -1;
const MOST_NO_SPEECH = 0.6;

/**
 * Decodes without chance first. What loops or is improbable is tried again at higher temperatures, and the first try that
 * is neither counts; where none is, the most probable of those that do not loop. What the model takes for silence and
 * is improbable too becomes nothing. The same sound gives the same text, alone or in a batch.
 */
export async function decodeWithFallback(params: DecodeWithFallbackParams): Promise<readonly Decoded[]> {
  const { temperatures, encoded, encoderMask, prompts } = params;
  const tries: Try[][] = prompts.map(() => []);
  let rows = prompts.map((_, row) => row);
  for (const temperature of temperatures) {
    const decoded = await decodeGreedily({
      ...params,
      temperature,
      encoded: gatherRows(encoded, rows),
      prompts: rows.map((row) => prompts[row] ?? []),
      ...(encoderMask === undefined ? {} : { encoderMask: gatherRows(encoderMask, rows) }),
    });
    for (const [at, row] of rows.entries()) {
      const each = decoded[at];
      if (each !== undefined) tries[row]?.push(judge(each, params));
    }
    rows = rows.filter((row) => tries[row]?.at(-1)?.isGood === false);
    if (rows.length === 0) break;
  }
  return tries.map(best);
}

interface Try {
  readonly decoded: Decoded;
  readonly isLoop: boolean;
  /** Nothing is left to be tried. */
  readonly isGood: boolean;
}

function judge(decoded: Decoded, { textOf }: DecodeWithFallbackParams): Try {
  const isImprobable = decoded.meanLogProbability < LEAST_MEAN_LOG_PROBABILITY;
  const isSilence = isImprobable && (decoded.probed ?? 0) > MOST_NO_SPEECH;
  const text = Buffer.from(textOf([...decoded.tokens]));
  const isLoop = text.length / deflateSync(text).length > MOST_COMPRESSION;
  if (!isSilence) return { decoded, isLoop, isGood: !isLoop && !isImprobable };
  return { decoded: { ...decoded, tokens: [], logProbabilities: [], attention: [] }, isLoop: false, isGood: true };
}

function best(tries: readonly Try[]): Decoded {
  const last = tries.at(-1);
  const sound = tries.filter(({ isLoop }) => !isLoop);
  const [first] = (sound.length === 0 ? tries : sound).toSorted(
    (a, b) => b.decoded.meanLogProbability - a.decoded.meanLogProbability,
  );
  const chosen = last?.isGood ? last : first;
  return chosen?.decoded ?? { tokens: [], logProbabilities: [], meanLogProbability: 0, attention: [] };
}
