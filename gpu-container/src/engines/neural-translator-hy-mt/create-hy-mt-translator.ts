import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { createCausalDecoder } from '../../onnx/create-causal-decoder.js';
import { decodeBeams } from '../../onnx/decode-beams.js';
import { runBatched } from '../../onnx/run-batched.js';
import type { SourceText } from '../neural-translator/translate-texts.js';
import { translateTranscript } from '../neural-translator/translate-transcript.js';
import { HY_MT_LANGUAGES } from './hy-mt-languages.js';
import { type HyMt, type OpenHyMtParams, openHyMt } from './open-hy-mt.js';

export interface HyMtDeps extends OpenHyMtParams {
  /** Sentences translated at once; replaced in measurements. */
  readonly batchSize?: number;
}

const BATCH = { cpu: 1, cuda: 16 } as const;
/** Language models are read off greedily; what is required needs room to find its place. */
const BEAMS = { plain: 1, required: 4 } as const;
const MOST_SOURCE_TOKENS = 400;
const MAX_TARGET_TOKENS = 800;
const TARGET_TOKENS_PER_SOURCE = 3;
const TARGET_TOKENS_SPARE = 40;

/** As programs that use the model word it. */
const requestOf = (text: string, target: string): string =>
  `Translate the following text into ${target}. Note that you should only output the translated result without any additional explanation:\n\n${text}`;

/**
 * Translation with Hy-MT2, a language model that does nothing else: from each of its languages to each, sentence by sentence.
 * Terms, numbers and tags that it loses are required of its decoder. `translate` fails with `engine-missing` (no weights),
 * `language-unreachable`, `engine-failed`, `cancelled`.
 */
export function createHyMtTranslator(deps: HyMtDeps): Translator {
  return {
    translate: async (params) => {
      const target = targetOf(params);
      const model = await openHyMt(deps);
      const batchSize = deps.batchSize ?? BATCH[model.decoder.device];
      return translateTranscript(params, {
        ...{ encode: model.encode, decode: model.decode, mostSourceTokens: MOST_SOURCE_TOKENS },
        translate: (texts, onProgress) =>
          translateAll({ model, texts, target, batchSize, signal: params.signal, onProgress }),
      });
    },
  };
}

function targetOf({ transcript, targetLanguage }: TranslateParams): string {
  const known = (tag: string): string | undefined =>
    languageFallbacks(tag).find((fallback) => Object.hasOwn(HY_MT_LANGUAGES, fallback));
  const [from, to] = [known(transcript.language), known(targetLanguage)];
  if (from !== undefined && to !== undefined && from !== to) return HY_MT_LANGUAGES[to] ?? to;
  throw new PipelineError(
    'language-unreachable',
    `hy-mt does not translate from ${transcript.language} to ${targetLanguage}.`,
  );
}

interface TranslateAllParams {
  readonly model: HyMt;
  readonly texts: readonly SourceText[];
  readonly target: string;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

interface Line extends SourceText {
  readonly at: number;
  readonly prompt: readonly number[];
}

/** Prompts of the same length go together: these graphs know no padding. */
async function translateAll(params: TranslateAllParams): Promise<readonly string[]> {
  const { model, texts, target, batchSize, signal, onProgress } = params;
  const groups = new Map<number, Line[]>();
  for (const [at, source] of texts.entries()) {
    const prompt = model.ask(requestOf(source.text, target));
    groups.set(prompt.length, [...(groups.get(prompt.length) ?? []), { ...source, at, prompt }]);
  }
  const results = new Array<string>(texts.length).fill('');
  let done = 0;
  for (const items of groups.values()) {
    const run = (batch: readonly Line[]) => translateBatch(batch, model, signal);
    for await (const { at, text } of runBatched({ items, batchSize, run, signal })) {
      results[at] = text;
      done += 1;
      onProgress(done / texts.length);
    }
  }
  return results;
}

async function translateBatch(batch: readonly Line[], model: HyMt, signal: AbortSignal) {
  const { decoder, shape, endTokens } = model;
  const [endToken = 0, ...otherEnds] = endTokens;
  const isRequired = batch.some(({ required = [] }) => required.length > 0);
  const longest = Math.max(
    ...batch.map(({ text, required = [] }) => model.encode(text).length + required.flat().length),
  );
  const decoded = await decodeBeams({
    decoder: createCausalDecoder({ decoder, shape, rows: batch.length }),
    prompts: batch.map(({ prompt }) => prompt),
    required: batch.map(({ required = [] }) => required),
    beams: isRequired ? BEAMS.required : BEAMS.plain,
    ...{ endToken, otherEnds, forbidden: [], lengthPenalty: 1, signal },
    maxTokens: Math.min(MAX_TARGET_TOKENS, longest * TARGET_TOKENS_PER_SOURCE + TARGET_TOKENS_SPARE),
  });
  return batch.map(({ at }, index) => ({ at, text: model.decode(decoded[index]?.tokens ?? []) }));
}
