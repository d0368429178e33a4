import type { TranslatedSegment } from '../../../../pipeline/contracts/translation.js';
import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { protectTerms } from '../../../../pipeline/text/protect-terms.js';
import { modelCatalogue } from '../../models/model-catalogue.js';
import type { ModelStore } from '../../models/model-store.js';
import type { OnnxRuntime } from '../../onnx/onnx-runtime.js';
import { NLLB_LANGUAGES } from './nllb-languages.js';
import { openTranslationModel, type TranslationModel } from './open-translation-model.js';
import { splitSentences } from './split-sentences.js';
import { type Direction, translateTexts } from './translate-texts.js';

export interface NeuralTranslatorDeps {
  readonly models: ModelStore;
  readonly onnx: OnnxRuntime;
  /** `opus-mt`: a model for each direction; `nllb`: one that is told both languages. */
  readonly family: 'opus-mt' | 'nllb';
  /** Sentences translated at once; replaced in measurements. */
  readonly batchSize?: number;
}

const BATCH = { cpu: 8, cuda: 32 } as const;
const NLLB_MODEL = 'nllb-200-distilled-600m';
const NO_FORMALITY = 'This translator cannot choose between formal and informal address.';

/**
 * Neural translation, sentence by sentence, so that every segment keeps its place. A glossary term that does not come
 * out by itself is tried once more hidden behind a word the model does not know; what is then still missing is
 * reported. `translate` fails with `engine-missing` (no weights), `language-unreachable`, `engine-failed`, `cancelled`.
 */
export function createNeuralTranslator(deps: NeuralTranslatorDeps): Translator {
  return {
    translate: async (params) => {
      const { model, direction } = await openDirection(deps, params);
      const batchSize = deps.batchSize ?? BATCH[model.decoder.device];
      const translate = (
        texts: readonly string[],
        onProgress: (fraction: number) => void,
      ): Promise<readonly string[]> =>
        translateWhole({ texts, language: params.transcript.language, target: params.targetLanguage }, (sentences) =>
          translateTexts({ model, direction, texts: sentences, batchSize, signal: params.signal, onProgress }),
        );
      const segments = await translateSegments(params, translate);
      const warnings = params.formality === undefined ? {} : { warnings: [NO_FORMALITY] };
      return { language: params.targetLanguage, segments: [...segments], ...warnings };
    },
  };
}

async function openDirection(
  { models, onnx, family }: NeuralTranslatorDeps,
  { transcript, targetLanguage }: TranslateParams,
): Promise<{ readonly model: TranslationModel; readonly direction: Direction }> {
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

interface Whole {
  readonly texts: readonly string[];
  readonly language: string;
  readonly target: string;
}

/** Cuts texts into sentences, translates those, and joins them again as the target language writes. */
async function translateWhole(
  { texts, language, target }: Whole,
  translate: (sentences: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const cut = texts.map((text) => splitSentences(text, language));
  const translated = await translate(cut.flat());
  const space = /^(zh|ja|th|lo|my)\b/.test(target) ? '' : ' ';
  let from = 0;
  return cut.map((sentences) => {
    const own = translated.slice(from, from + sentences.length);
    from += sentences.length;
    return own.join(space);
  });
}

type Translate = (texts: readonly string[], onProgress: (fraction: number) => void) => Promise<readonly string[]>;

async function translateSegments(params: TranslateParams, translate: Translate): Promise<readonly TranslatedSegment[]> {
  const { transcript, glossary, onProgress } = params;
  const lines = transcript.segments.map(({ id, text }) => ({ id, text, guarded: protectTerms(text, glossary) }));
  const spoken = lines.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  const share = glossary.length === 0 ? 1 : 0.8;
  const plain = await translate(
    spoken.map(({ text }) => text),
    (fraction) => onProgress(fraction * share),
  );
  const results = new Map<string, Omit<TranslatedSegment, 'id'>>();
  for (const [at, { id, guarded }] of spoken.entries()) results.set(id, checked(guarded.restore(plain[at] ?? '')));
  const lacking = spoken.filter(({ id }) => results.get(id)?.missingTerms !== undefined);
  const again = await translate(
    lacking.map(({ guarded }) => guarded.text),
    (fraction) => onProgress(share + fraction * (1 - share)),
  );
  for (const [at, { id, guarded }] of lacking.entries()) {
    const second = checked(guarded.restore(again[at] ?? ''));
    if ((second.missingTerms?.length ?? 0) < (results.get(id)?.missingTerms?.length ?? 0)) results.set(id, second);
  }
  onProgress(1);
  return lines.map(({ id, text }) => ({ id, ...(results.get(id) ?? { text }) }));
}

function checked({
  text,
  missing,
}: {
  readonly text: string;
  readonly missing: readonly string[];
}): Omit<TranslatedSegment, 'id'> {
  return missing.length === 0 ? { text } : { text, missingTerms: [...missing] };
}
