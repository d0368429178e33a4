import type { TranslatedSegment } from '../../../../pipeline/contracts/translation.js';
import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { modelCatalogue } from '../../models/model-catalogue.js';
import type { ModelStore } from '../../models/model-store.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import { NLLB_LANGUAGES } from './nllb-languages.js';
import { openTranslationModel, type TranslationModel } from './open-translation-model.js';
import { splitSentences } from './split-sentences.js';
import { tagsOf } from './tags-of.js';
import { type TranslatedSentence, translateSentences } from './translate-sentences.js';
import { type Direction, translateTexts } from './translate-texts.js';

export interface NeuralTranslatorDeps {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  /** `opus-mt`: a model for each direction; `nllb`: one that is told both languages. */
  readonly family: 'opus-mt' | 'nllb';
  /** Sentences translated at once; replaced in measurements. */
  readonly batchSize?: number;
  /** Translations of a sentence followed at once; replaced in measurements. */
  readonly beams?: number;
}

const BATCH = { cpu: 8, cuda: 16 } as const;
/** What the models' publishers search with. */
const BEAMS = 4;
const NLLB_MODEL = 'nllb-200-distilled-600m';
const NO_FORMALITY = 'This translator cannot choose between formal and informal address.';
/** Models of this kind lose the thread in sentences they saw few of. */
const MOST_SOURCE_TOKENS = 200;
const UNSPACED = /^(zh|ja|th|lo|my|km)\b/;

/**
 * Neural translation, sentence by sentence, so that every segment keeps its place; sentences of all segments go through
 * the model together. The likeliest translation is searched for, and glossary terms, numbers and tags are required of it; a
 * term that cannot be brought in is reported. `translate` fails with `engine-missing` (no weights),
 * `language-unreachable`, `engine-failed`, `cancelled`.
 */
export function createNeuralTranslator(deps: NeuralTranslatorDeps): Translator {
  return {
    translate: async (params) => {
      const opened = await openDirection(deps, params);
      const segments = await translateSegments(params, opened, deps);
      const warnings = params.formality === undefined ? {} : { warnings: [NO_FORMALITY] };
      return { language: params.targetLanguage, segments: [...segments], ...warnings };
    },
  };
}

interface OpenDirection {
  readonly model: TranslationModel;
  readonly direction: Direction;
}

async function translateSegments(
  { transcript, targetLanguage, glossary, signal, onProgress }: TranslateParams,
  { model, direction }: OpenDirection,
  deps: NeuralTranslatorDeps,
): Promise<readonly TranslatedSegment[]> {
  const count = (text: string): number => model.encode(text).length;
  const cut = transcript.segments.map(({ text }) =>
    HAS_WORDS.test(text)
      ? splitSentences({ text, language: transcript.language, count, mostTokens: MOST_SOURCE_TOKENS })
      : [],
  );
  const sentences = cut.flat();
  const settings = { model, direction, signal, beams: deps.beams ?? BEAMS };
  const batchSize = deps.batchSize ?? BATCH[model.decoder.device];
  const translated = await translateSentences({
    sentences,
    glossary: [...glossary, ...sentences.flatMap(tagsOf)],
    translate: (texts, onTranslated) => translateTexts({ ...settings, texts, batchSize, onProgress: onTranslated }),
    tokensOf: (text) => tokensOf(text, model, targetLanguage),
    onProgress,
  });
  onProgress(1);
  let from = 0;
  return transcript.segments.map(({ id, text }, at) => {
    const own = translated.slice(from, from + (cut[at]?.length ?? 0));
    from += own.length;
    return { id, ...(own.length === 0 ? { text } : joined(own, targetLanguage)) };
  });
}

const HAS_WORDS = /[\p{L}\p{N}]/u;

function joined(sentences: readonly TranslatedSentence[], language: string): Omit<TranslatedSegment, 'id'> {
  const text = sentences.map((sentence) => sentence.text).join(UNSPACED.test(language) ? '' : ' ');
  const missingTerms = [...new Set(sentences.flatMap(({ missing }) => missing))];
  return missingTerms.length === 0 ? { text } : { text, missingTerms };
}

/** The tokens that say a text, beginning as a word does; nothing for one the model's vocabulary cannot spell. */
function tokensOf(text: string, model: TranslationModel, language: string): readonly number[] | undefined {
  const tokens = model.encode(text);
  // where words are not spaced, the space a tokenizer puts before the first one would stand in the middle of the text
  const bare = UNSPACED.test(language) && model.decode(tokens.slice(1)) === text ? tokens.slice(1) : tokens;
  return model.decode(bare) === text ? bare : undefined;
}

async function openDirection(
  { models, onnx, family }: NeuralTranslatorDeps,
  { transcript, targetLanguage }: TranslateParams,
): Promise<OpenDirection> {
  for (const to of languageFallbacks(targetLanguage)) {
    for (const from of languageFallbacks(transcript.language)) {
      if (family === 'opus-mt') {
        const id = `opus-mt-${from}-${to}`;
        if (!modelCatalogue.some((entry) => entry.id === id)) continue;
        const model = await openTranslationModel({ models, onnx, model: id });
        return { model, direction: { sourceMarks: [], targetMarks: [] } };
      }
      const [source, target] = [NLLB_LANGUAGES[from], NLLB_LANGUAGES[to]];
      if (source === undefined || target === undefined || source === target) continue;
      const model = await openTranslationModel({ models, onnx, model: NLLB_MODEL });
      return { model, direction: { sourceMarks: [model.mark(source)], targetMarks: [model.mark(target)] } };
    }
  }
  throw new PipelineError(
    'language-unreachable',
    `${family} does not translate from ${transcript.language} to ${targetLanguage}.`,
  );
}
