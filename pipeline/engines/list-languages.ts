import type { Survey } from '../contracts/engine-descriptor.js';
import { findLanguage } from '../languages/find-language.js';

/** One way to dub: spoken language to target, through which translator and by which hops. */
export interface ReachableLanguage {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly translator: string;
  readonly path?: string;
  /** Measured translation quality 0…100; absent where nobody measured. */
  readonly chrF?: number;
  /** Whether speech in `from` is recognised, or a transcript must be brought. */
  readonly isHeard: boolean;
  /** Synthesizers that speak the target. */
  readonly voices: readonly string[];
}

/** Everything the surveyed engines reach, best translator first per pair. */
export function listLanguages(survey: Survey): readonly ReachableLanguage[] {
  const speaks = (tag: string, capability: string) =>
    survey.engines
      .filter((engine) => engine.capability === capability)
      .filter((engine) => engine.languages.some((known) => known === tag || tag.startsWith(`${known}-`)))
      .map((engine) => engine.id);
  return survey.engines
    .filter((engine) => engine.capability === 'translator')
    .sort((a, b) => b.quality - a.quality)
    .flatMap((engine) =>
      (engine.pairs ?? []).map(({ from, to, path, chrF }) => ({
        from,
        to,
        name: findLanguage(to)?.name ?? to,
        translator: engine.id,
        ...(path === undefined ? {} : { path }),
        ...(chrF === undefined ? {} : { chrF }),
        isHeard: speaks(from, 'speech-recognizer').length > 0,
        voices: speaks(to, 'speech-synthesizer'),
      })),
    )
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}
