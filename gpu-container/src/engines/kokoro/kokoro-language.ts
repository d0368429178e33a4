import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';
import { KOKORO_VOICES, type KokoroVoice } from './kokoro-voices.js';
import type { KokoroSpelling } from './spell-for-kokoro.js';

/** How a language is read aloud with these voices. */
export interface KokoroLanguage {
  readonly voices: readonly KokoroVoice[];
  /** espeak-ng’s voice, which knows the reading. */
  readonly reader: string;
  readonly spelling: KokoroSpelling;
}

const SPOKEN = ['en-GB', 'en-US', 'es', 'fr', 'hi', 'it', 'pt-BR'] as const;

/** Tags the engine declares. English without a region is American; Portuguese without one is not Brazilian. */
export const KOKORO_LANGUAGES: readonly string[] = ['en', ...SPOKEN];

/** As hexgrad/kokoro has them. */
const READERS: Readonly<Record<KokoroVoice['language'], string>> = {
  'en-GB': 'en-gb',
  'en-US': 'en-us',
  es: 'es',
  fr: 'fr-fr',
  hi: 'hi',
  it: 'it',
  'pt-BR': 'pt-br',
};
const SPANISH_OF_AMERICA = 'es-419';

/** The voices and the reading of a tag (`es-MX` has Spanish voices and an American reading), or undefined. */
export function kokoroLanguage(tag: string): KokoroLanguage | undefined {
  const wanted = languageFallbacks(tag);
  const found = SPOKEN.find((spoken) => wanted.includes(spoken));
  const language = found ?? (wanted.includes('en') ? 'en-US' : undefined);
  if (language === undefined) return undefined;
  return {
    voices: KOKORO_VOICES.filter((voice) => voice.language === language),
    reader: language === 'es' && !isOfSpain(tag) ? SPANISH_OF_AMERICA : READERS[language],
    spelling: language === 'en-US' ? 'american' : language === 'en-GB' ? 'british' : 'other',
  };
}

function isOfSpain(tag: string): boolean {
  const { region = 'ES' } = new Intl.Locale(tag);
  return region === 'ES';
}
