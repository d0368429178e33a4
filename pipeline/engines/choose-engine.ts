import type { EngineChoice } from '../contracts/engine-choice.js';
import type { Capability, EngineDescriptor, Survey } from '../contracts/engine-descriptor.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { findLanguage } from '../languages/find-language.js';
import { languageFallbacks } from './language-fallbacks.js';

export interface ChooseEngineParams {
  readonly survey: Survey;
  readonly capability: Capability;
  /** The language it must handle; absent when the capability knows no languages. */
  readonly language?: string;
  /** For translators: the language it must translate from; `language` is then the target. */
  readonly from?: string;
  /** Engine id a person asked for; `auto` when absent. */
  readonly preferred?: string | undefined;
}

/**
 * Picks the best installed engine that reaches the language, or checks the one a person asked for.
 * Fails with `engine-missing` when none of the capability is installed (with the command that installs one)
 * and `language-unreachable` when those installed do not reach the language.
 */
export function chooseEngine(params: ChooseEngineParams): EngineChoice {
  const { survey, capability, preferred } = params;
  const installed = survey.engines.filter(
    (engine) => engine.capability === capability && (preferred === undefined || engine.id === preferred),
  );
  if (installed.length === 0) throw missing(params);
  const able = installed.filter((engine) => reaches(engine, params)).sort((a, b) => b.quality - a.quality);
  const [best] = able;
  if (best === undefined) throw unreachable(params, installed);
  return {
    capability,
    id: best.id,
    version: best.version,
    fingerprint: best.fingerprint,
    licence: best.licence,
    reason: preferred === undefined ? `best of ${able.length} installed that can` : 'asked for by the request',
  };
}

function reaches(engine: EngineDescriptor, { language, from }: ChooseEngineParams): boolean {
  if (language === undefined) return true;
  const targets = languageFallbacks(language);
  if (from === undefined) return engine.languages.some((tag) => tag === 'mul' || targets.includes(tag));
  const sources = languageFallbacks(from);
  return (engine.pairs ?? []).some((pair) => sources.includes(pair.from) && targets.includes(pair.to));
}

function missing({ survey, capability, preferred }: ChooseEngineParams): PipelineError {
  const known = survey.missing.filter(
    (engine) => engine.capability === capability && (preferred === undefined || engine.id === preferred),
  );
  const wanted = preferred === undefined ? `No ${capability}` : `The ${capability} "${preferred}"`;
  const hint = known.map((engine) => `${engine.id}: ${engine.install}`).join('; ');
  return new PipelineError('engine-missing', `${wanted} is not installed.${hint === '' ? '' : ` Install ${hint}.`}`);
}

function unreachable(
  { capability, language, from }: ChooseEngineParams,
  installed: readonly EngineDescriptor[],
): PipelineError {
  const named = (tag = ''): string => `${findLanguage(tag)?.name ?? 'the language'} (${tag})`;
  const names = installed.map((engine) => engine.id).join(', ');
  const cannot: Partial<Record<Capability, string>> = {
    'speech-recognizer': `hears ${named(language)}: bring what is said as a transcript`,
    translator: `translates ${named(from)} into ${named(language)}: bring a translation`,
    'speech-synthesizer': `speaks ${named(language)}`,
  };
  const what = cannot[capability] ?? `works as ${capability} for ${named(language)}`;
  return new PipelineError('language-unreachable', `No installed engine (${names}) ${what}.`);
}
