import type { TranslatedSegment } from '../../../../pipeline/contracts/translation.js';
import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { GlossaryTerm, TranslateParams, Translator } from '../../../../pipeline/ports/translator.js';
import { polishTranslation } from '../../../../pipeline/text/polish-translation.js';
import { prepareEnglish } from '../../../../pipeline/text/prepare-english.js';
import { protectTerms } from '../../../../pipeline/text/protect-terms.js';
import { abortError } from '../../process/abort-error.js';
import { findModes } from './find-modes.js';
import { findRoutes, type Route } from './find-routes.js';
import { startTranslationPipeline, type TranslationPipeline } from './start-translation-pipeline.js';

/** A translator that keeps programs running between segments. */
export interface ApertiumTranslator extends Translator {
  dispose(): Promise<void>;
}

export interface ApertiumDeps {
  /** Folder of the mode files; Debian's unless told. */
  readonly modesDirectory?: string;
}

/** Texts on their way through the chain at once: enough to keep every program of it busy. */
const WINDOW = 8;

const NO_FORMALITY = 'Apertium cannot choose between formal and informal address.';

/**
 * Rule-based translation with Apertium, directly or through one pivot, one segment at a time. Unknown words stay as
 * they are, glossary terms are carried through and checked. Programs run until `dispose` or an abort.
 * `translate` fails with `language-unreachable`, `engine-failed`, `engine-missing`, `cancelled`.
 */
export function createApertiumTranslator(deps: ApertiumDeps = {}): ApertiumTranslator {
  const running = new Map<string, TranslationPipeline>();
  let routes: Promise<readonly Route[]> | undefined;
  const stopAll = (): void => {
    for (const pipeline of running.values()) pipeline.stop();
    running.clear();
  };
  const pipelineFor = (route: Route): readonly TranslationPipeline[] =>
    route.hops.map((mode) => {
      const known = running.get(mode.name);
      if (known?.isRunning === true) return known;
      const started = startTranslationPipeline(mode);
      running.set(mode.name, started);
      return started;
    });
  return {
    translate: async (params) => {
      routes ??= findModes(deps.modesDirectory).then(findRoutes);
      const route = chooseRoute(await routes, params);
      if (params.signal.aborted) throw abortError(params.signal, 'Translation');
      params.signal.addEventListener('abort', stopAll, { once: true });
      try {
        const segments = await translateAll(params, route, pipelineFor(route));
        return {
          language: params.targetLanguage,
          segments: [...segments],
          ...(params.formality && { warnings: [NO_FORMALITY] }),
        };
      } catch (error) {
        throw params.signal.aborted ? abortError(params.signal, 'Translation') : error;
      } finally {
        params.signal.removeEventListener('abort', stopAll);
      }
    },
    dispose: async () => stopAll(),
  };
}

function chooseRoute(routes: readonly Route[], { transcript, targetLanguage }: TranslateParams): Route {
  for (const to of languageFallbacks(targetLanguage)) {
    for (const from of languageFallbacks(transcript.language)) {
      const route = routes.find((candidate) => candidate.from === from && candidate.to === to);
      if (route !== undefined) return route;
    }
  }
  throw new PipelineError(
    'language-unreachable',
    `Apertium has no way from ${transcript.language} to ${targetLanguage}.`,
  );
}

async function translateAll(
  params: TranslateParams,
  route: Route,
  chain: readonly TranslationPipeline[],
): Promise<readonly TranslatedSegment[]> {
  const { segments } = params.transcript;
  const results = new Array<TranslatedSegment>(segments.length);
  let next = 0;
  let done = 0;
  const takeTurns = async (): Promise<void> => {
    for (let at = next++; at < segments.length; at = next++) {
      const segment = segments[at];
      if (segment === undefined) return;
      results[at] = { id: segment.id, ...(await translateText(segment.text, params.glossary, route, chain)) };
      params.onProgress(++done / segments.length);
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, takeTurns));
  return results;
}

async function translateText(
  source: string,
  glossary: readonly GlossaryTerm[],
  route: Route,
  chain: readonly TranslationPipeline[],
): Promise<Omit<TranslatedSegment, 'id'>> {
  if (!/[\p{L}\p{N}]/u.test(source)) return { text: source };
  const guarded = protectTerms(source, glossary);
  let text = route.from === 'en' ? prepareEnglish(guarded.text) : guarded.text;
  // a text without its full stop confuses the taggers; Apertium's own deformatter adds one too
  const isOpen = !/[.!?…:;]["'”’)\]]*\s*$/.test(text);
  if (isOpen) text = `${text}.`;
  for (const pipeline of chain) text = (await pipeline.translate(text)).trim();
  if (isOpen) text = text.replace(/\s*\.$/, '');
  const restored = guarded.restore(polishTranslation({ source: guarded.text, text, language: route.to }));
  return { text: restored.text, ...(restored.missing.length === 0 ? {} : { missingTerms: [...restored.missing] }) };
}
