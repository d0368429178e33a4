import type { Capability } from '../../../pipeline/contracts/engine-descriptor.js';
import { languageFallbacks } from '../../../pipeline/engines/language-fallbacks.js';
import { findModel } from '../models/find-model.js';
import { type NeuralEngineFacts, neuralEngines } from './neural-engines.js';

export interface SuggestEnginesParams {
  /** BCP-47: what is spoken in the video. */
  readonly from: string;
  /** BCP-47: what it shall speak. */
  readonly to: readonly string[];
  /** Leaves out weights that may not be used for commerce, or only after asking. */
  readonly commercialUse: boolean;
}

/** The neural engine a job would choose if its weights were here, and those weights. */
export interface SuggestedEngine {
  readonly capability: Capability;
  /** Absent where no neural engine does it under these terms: an embedded one will. */
  readonly engine?: string;
  /** `en`, or `en → es` of a translator; empty where language does not matter. */
  readonly languages: string;
  readonly models: readonly string[];
}

interface Wish {
  readonly capability: Capability;
  readonly languages: readonly string[];
}

/** The best neural engines to dub from one language into others, whether their weights are here or not. */
export function suggestEngines({ from, to, commercialUse }: SuggestEnginesParams): readonly SuggestedEngine[] {
  const wishes: readonly Wish[] = [
    { capability: 'source-separator', languages: [] },
    { capability: 'denoiser', languages: [] },
    { capability: 'speech-recognizer', languages: [from] },
    { capability: 'diarizer', languages: [] },
    ...to.flatMap((target): Wish[] => [
      { capability: 'translator', languages: [from, target] },
      { capability: 'speech-synthesizer', languages: [target] },
    ]),
  ];
  return wishes.map((wish) => suggest(wish, commercialUse));
}

function suggest({ capability, languages }: Wish, commercialUse: boolean): SuggestedEngine {
  const candidates = neuralEngines()
    .filter((facts) => facts.capability === capability)
    .map((facts) => ({ facts, models: modelsFor(facts, languages, commercialUse) }))
    .filter(({ models }) => models.length > 0)
    .sort((a, b) => b.facts.quality - a.facts.quality);
  const [best] = candidates;
  const about = { capability, languages: languages.join(' → ') };
  return best === undefined ? { ...about, models: [] } : { ...about, engine: best.facts.id, models: best.models };
}

/** The weights the engine needs for the languages; none where it does not reach them or may not be used. */
function modelsFor(facts: NeuralEngineFacts, languages: readonly string[], commercialUse: boolean): readonly string[] {
  const { needs, anyOf, languages: all } = facts;
  if (all !== undefined && !languages.every((language) => reaches(all, language))) return [];
  const isAllowed = (id: string): boolean => !commercialUse || findModel(id).licence.commercialUse === 'yes';
  if (!needs.every(isAllowed)) return [];
  if (anyOf === undefined) return needs;
  const fitting = anyOf.filter((id) => isAllowed(id) && isFor(findModel(id).languages, languages, facts.capability));
  return fitting.length === 0 ? [] : [...needs, ...fitting];
}

/** Of a translator's model the languages are from and to, in this order; of any other, what it speaks or hears. */
function isFor(known: readonly string[], wanted: readonly string[], capability: Capability): boolean {
  if (capability === 'translator') return wanted.every((language, at) => reaches([known[at] ?? ''], language));
  return wanted.every((language) => reaches(known, language));
}

function reaches(known: readonly string[], language: string): boolean {
  const fallbacks = languageFallbacks(language);
  return known.some((tag) => tag === 'mul' || fallbacks.includes(tag));
}
