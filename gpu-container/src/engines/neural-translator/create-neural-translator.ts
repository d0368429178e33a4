import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { modelCatalogue } from '../../models/model-catalogue.js';
import type { ModelStore } from '../../models/model-store.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import { NLLB_LANGUAGES } from './nllb-languages.js';
import { openTranslationModel, type TranslationModel } from './open-translation-model.js';
import { type Direction, translateTexts } from './translate-texts.js';
import { translateTranscript } from './translate-transcript.js';

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
/** Models of this kind lose the thread in sentences they saw few of. */
const MOST_SOURCE_TOKENS = 200;

/**
 * Neural translation, sentence by sentence, so that every segment keeps its place; sentences of all segments go through
 * the model together. The likeliest translation is searched for, and glossary terms, numbers and tags are required of it; a
 * term that cannot be brought in is reported. `translate` fails with `engine-missing` (no weights),
 * `language-unreachable`, `engine-failed`, `cancelled`.
 */
export function createNeuralTranslator(deps: NeuralTranslatorDeps): Translator {
  return {
    translate: async (params) => {
      const { model, direction } = await openDirection(deps, params);
      const { signal } = params;
      const batchSize = deps.batchSize ?? BATCH[model.decoder.device];
      const settings = { model, direction, signal, batchSize, beams: deps.beams ?? BEAMS };
      return translateTranscript(params, {
        ...{ encode: model.encode, decode: model.decode, mostSourceTokens: MOST_SOURCE_TOKENS },
        translate: (texts, onProgress) => translateTexts({ ...settings, texts, onProgress }),
      });
    },
  };
}

interface OpenDirection {
  readonly model: TranslationModel;
  readonly direction: Direction;
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
