import type { Segment } from '../../../../pipeline/contracts/transcript.js';
import type { TranslatedSegment } from '../../../../pipeline/contracts/translation.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { abortError } from '../../process/abort-error.js';
import { allOrNone } from '../../process/all-or-none.js';
import { type AzureDeps, createAzureDeps } from '../azure-service/azure-deps.js';
import { callAzure } from '../azure-service/call-azure.js';
import { readJson } from '../azure-service/read-json.js';
import { batchTexts, TRANSLATOR_LIMITS } from './batch-texts.js';
import { type MarkedText, markTerms } from './mark-terms.js';
import { readMarkedText } from './read-marked-text.js';
import { termPattern } from './term-pattern.js';
import { translateProtocol } from './translate-protocol.js';
import type { TranslatorSettings } from './translator-configuration.js';
import { translatorCode } from './translator-languages.js';

const SERVICE = 'Azure AI Translator';
/** Requests on their way at once. */
const WINDOW = 3;

const NO_FORMALITY =
  'Azure AI Translator chooses formality only through a language model (AZURE_TRANSLATOR_DEPLOYMENT).';

interface Codes {
  readonly from: string;
  readonly to: string;
}

interface Item extends MarkedText {
  readonly at: number;
  readonly segment: Segment;
}

/**
 * Neural translation with Azure AI Translator, or by a language model deployed beside it, which knows formality; each
 * segment by itself (the service knows no context beyond it).
 * Glossary terms are marked, and looked for in the answer. What is sent is what is charged: segments without a word
 * stay here. `translate` fails with `language-unreachable`, `unavailable`, `engine-missing` (credentials, quota),
 * `engine-failed`, `request-invalid`, `cancelled`.
 */
export function createAzureTranslator(settings: TranslatorSettings, replaced: Partial<AzureDeps> = {}): Translator {
  const deps = createAzureDeps(replaced);
  return {
    translate: async (params) => {
      const codes = findCodes(params);
      if (params.signal.aborted) throw abortError(params.signal, 'Translation');
      const items = params.transcript.segments
        .map((segment, at) => ({ segment, at }))
        .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment.text))
        .map(
          ({ segment, at }): Item => ({
            ...{ segment, at },
            ...markTerms({ text: segment.text, glossary: params.glossary, ...codes }),
          }),
        );
      const translated = await translateAll(items, codes, { params, settings, deps });
      const segments = params.transcript.segments.map(({ id, text }, at) => translated.get(at) ?? { id, text });
      const isUnheard = params.formality !== undefined && settings.deployment === undefined;
      return { language: params.targetLanguage, segments, ...(isUnheard && { warnings: [NO_FORMALITY] }) };
    },
  };
}

function findCodes({ transcript, targetLanguage }: TranslateParams): Codes {
  const from = translatorCode(transcript.language);
  const to = translatorCode(targetLanguage);
  if (from !== undefined && to !== undefined && from !== to) return { from, to };
  throw new PipelineError(
    'language-unreachable',
    `${SERVICE} does not translate from ${transcript.language} to ${targetLanguage}.`,
  );
}

interface Errand {
  readonly params: TranslateParams;
  readonly settings: TranslatorSettings;
  readonly deps: AzureDeps;
}

async function translateAll(
  items: readonly Item[],
  codes: Codes,
  errand: Errand,
): Promise<ReadonlyMap<number, TranslatedSegment>> {
  const tooLong = items.find(({ html }) => html.length > TRANSLATOR_LIMITS.characters);
  if (tooLong !== undefined) {
    throw new PipelineError('request-invalid', `Segment ${tooLong.segment.id} is too long for ${SERVICE}; cut it.`);
  }
  const protocol = translateProtocol(errand.settings.deployment);
  const batches = batchTexts(items, protocol.size);
  const results = new Map<number, TranslatedSegment>();
  let next = 0;
  const takeTurns = async (signal: AbortSignal): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      for (const [at, segment] of await translateBatch(batch, codes, { ...errand, signal })) results.set(at, segment);
      errand.params.onProgress(results.size / items.length);
    }
  };
  await allOrNone(errand.params.signal, (signal) => Array.from({ length: WINDOW }, () => takeTurns(signal)));
  return results;
}

async function translateBatch(
  batch: readonly Item[],
  codes: Codes,
  { params, settings, deps, signal }: Errand & { readonly signal: AbortSignal },
): Promise<ReadonlyArray<readonly [number, TranslatedSegment]>> {
  const protocol = translateProtocol(settings.deployment);
  const errand = { html: batch.map(({ html }) => html), ...codes, formality: params.formality };
  const answer = await callAzure(
    {
      service: SERVICE,
      method: 'POST',
      url: `${settings.translateUrl}?${protocol.query(errand)}`,
      headers: { ...settings.headers, 'Content-Type': 'application/json; charset=UTF-8' },
      body: protocol.body(errand),
      access: settings.access,
      timeoutMs: protocol.timeoutMs,
      signal,
      read: readJson(SERVICE, protocol.answer),
    },
    deps,
  );
  if (answer.length !== batch.length) {
    throw new PipelineError('engine-failed', `${SERVICE} gave ${answer.length} texts for ${batch.length}.`);
  }
  return batch.map((item, index) => [item.at, toSegment(item, answer[index] ?? '')]);
}

function toSegment({ segment, targets }: Item, html: string): TranslatedSegment {
  const text = readMarkedText(html);
  if (text === '') throw new PipelineError('engine-failed', `${SERVICE} gave no text for segment ${segment.id}.`);
  const missing = targets.filter((target) => !termPattern(target).test(text.normalize('NFC')));
  return { id: segment.id, text, ...(missing.length === 0 ? {} : { missingTerms: missing }) };
}
