import type { EngineChoice } from '../contracts/engine-choice.js';
import type { Capability, EngineDescriptor, MissingEngine, Survey } from '../contracts/engine-descriptor.js';
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
  /** Whether the result may be sold: then weights that forbid it are refused. True when absent. */
  readonly commercialUse?: boolean;
}

/**
 * Picks the best installed engine that reaches the language and may be used, or checks the one a person asked for.
 * Fails with `engine-missing` when none of the capability is installed (with the command that installs one),
 * `language-unreachable` when those installed do not reach the language, and `licence-refused` when those that do may
 * not be used commercially.
 */
export function chooseEngine(params: ChooseEngineParams): EngineChoice {
  const { survey, capability, preferred } = params;
  const installed = survey.engines.filter(
    (engine) => engine.capability === capability && (preferred === undefined || engine.id === preferred),
  );
  if (installed.length === 0) throw missing(params);
  const able = installed.filter((engine) => reaches(engine, params));
  if (able.length === 0) throw unreachable(params, installed);
  const allowed = able.filter((engine) => isAllowed(engine, params)).sort((a, b) => b.quality - a.quality);
  const [best] = allowed;
  if (best === undefined) throw licenceRefused(params, able);
  return {
    capability,
    id: best.id,
    version: best.version,
    fingerprint: best.fingerprint,
    ...(best.placement === undefined ? {} : { placement: best.placement }),
    ...(best.device === undefined ? {} : { device: best.device }),
    licence: best.licence,
    reason: preferred === undefined ? reasonFor(best, params, { able, allowed }) : 'asked for by the request',
  };
}

function isAllowed(engine: EngineDescriptor, { commercialUse = true }: ChooseEngineParams): boolean {
  return !commercialUse || engine.isCommercialUseAllowed;
}

interface Candidates {
  readonly able: readonly EngineDescriptor[];
  readonly allowed: readonly EngineDescriptor[];
}

/** Why this one, and what stood in the way of a better one: it is printed in the receipt. */
function reasonFor(best: EngineDescriptor, params: ChooseEngineParams, { able, allowed }: Candidates): string {
  const refused = able.filter((engine) => !allowed.includes(engine) && engine.quality > best.quality);
  const [absent] = missingFor(params).filter(({ tier }) => tier === 'neural');
  return [
    `best of ${allowed.length} installed that can`,
    ...(refused.length > 0 ? [`${names(refused)} not for commercial use`] : []),
    ...(best.tier === 'embedded' && absent !== undefined
      ? [`${absent.id} would be better and is not installed: ${absent.install}`]
      : []),
  ].join('; ');
}

const names = (engines: readonly EngineDescriptor[]): string =>
  engines.map(({ id, licence }) => `${id} (${licence})`).join(', ');

function licenceRefused(params: ChooseEngineParams, refused: readonly EngineDescriptor[]): PipelineError {
  const { survey, capability } = params;
  const others = survey.engines.filter(
    (engine) => engine.capability === capability && engine.isCommercialUseAllowed && reaches(engine, params),
  );
  const absent = missingFor({ ...params, preferred: undefined });
  const alternatives = [
    ...others.map(({ id }) => id),
    ...absent.map(({ id, install }) => `${id}, once installed (${install})`),
  ];
  return new PipelineError(
    'licence-refused',
    `The licence of ${names(refused)} does not allow commercial use, which this job is for (commercialUse). ` +
      (alternatives.length === 0 ? 'There is no other engine for it.' : `Instead: ${alternatives.join('; ')}.`),
  );
}

function reaches(engine: EngineDescriptor, { language, from }: ChooseEngineParams): boolean {
  if (language === undefined) return true;
  const targets = languageFallbacks(language);
  if (from === undefined) return engine.languages.some((tag) => tag === 'mul' || targets.includes(tag));
  const sources = languageFallbacks(from);
  return (engine.pairs ?? []).some((pair) => sources.includes(pair.from) && targets.includes(pair.to));
}

/** What could be installed and would reach the language, each with the command for it. */
function missingFor(params: ChooseEngineParams): readonly MissingEngine[] {
  const { survey, capability, preferred, commercialUse = true } = params;
  return survey.missing
    .filter((engine) => engine.capability === capability && (preferred === undefined || engine.id === preferred))
    .filter(({ isCommercialUseAllowed = true }) => !commercialUse || isCommercialUseAllowed)
    .flatMap((engine) => {
      const offer = engine.offers?.find(({ languages }) => isOffered(languages, params));
      if (offer === undefined) return engine.offers === undefined ? [engine] : [];
      return [{ ...engine, install: offer.install }];
    });
}

function isOffered(languages: readonly string[], { language, from }: ChooseEngineParams): boolean {
  return [language, from].every(
    (tag) => tag === undefined || languageFallbacks(tag).some((fallback) => languages.includes(fallback)),
  );
}

function missing(params: ChooseEngineParams): PipelineError {
  const { survey, capability, preferred } = params;
  const there = [...survey.engines, ...survey.missing].filter((engine) => engine.capability === capability);
  const named = survey.missing.filter(
    (engine) => engine.capability === capability && (preferred === undefined || engine.id === preferred),
  );
  if (preferred !== undefined && named.length === 0) {
    const ids = [...new Set(there.map(({ id }) => id))].join(', ');
    return new PipelineError(
      'engine-missing',
      `There is no ${capability} called "${preferred}"${ids === '' ? '' : `; there are ${ids}`}.`,
    );
  }
  const fact =
    preferred === undefined ? `No ${capability} is installed.` : `The ${capability} "${preferred}" is not installed.`;
  return new PipelineError('engine-missing', `${fact}${installHint(params, named)}`);
}

/** The commands for what would reach the language and may be used; else for what would reach it; else for any. */
function installHint(params: ChooseEngineParams, named: readonly MissingEngine[]): string {
  const command = ({ id, install }: MissingEngine): string => `${id}: ${install}`;
  const allowed = missingFor(params);
  if (allowed.length > 0) return ` Install ${allowed.map(command).join('; ')}.`;
  const reaching = missingFor({ ...params, commercialUse: false });
  if (reaching.length > 0) {
    return ` Its licence does not allow commercial use, which this job is for; without it (commercialUse: false), install ${reaching.map(command).join('; ')}.`;
  }
  return named.length === 0 ? '' : ` Install ${named.map(command).join('; ')}.`;
}

function unreachable(params: ChooseEngineParams, installed: readonly EngineDescriptor[]): PipelineError {
  const { capability, language, from } = params;
  const named = (tag = ''): string => `${findLanguage(tag)?.name ?? 'the language'} (${tag})`;
  const ids = installed.map((engine) => engine.id).join(', ');
  const cannot: Partial<Record<Capability, string>> = {
    'speech-recognizer': `hears ${named(language)}: bring what is said as a transcript`,
    translator: `translates ${named(from)} into ${named(language)}: bring a translation`,
    'speech-synthesizer': `speaks ${named(language)}`,
    'voice-cloner': `clones voices that speak ${named(language)}`,
  };
  const what = cannot[capability] ?? `works as ${capability} for ${named(language)}`;
  const offers = missingFor(params).filter(({ offers: known }) => known !== undefined);
  const hint = offers.length === 0 ? '' : ` ${offers.map(({ id, install }) => `${id} would: ${install}`).join('; ')}.`;
  return new PipelineError('language-unreachable', `No installed engine (${ids}) ${what}.${hint}`);
}
