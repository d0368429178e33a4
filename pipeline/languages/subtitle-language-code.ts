import { findLanguage } from './find-language.js';

/**
 * The three-letter code containers carry (ISO 639-2/T, else ISO 639-3): `spa` for `es-MX`, `zho` for `zh-Hant`.
 * `und` when the language is unknown.
 */
export function subtitleLanguageCode(tag: string): string {
  const entry = findLanguage(tag);
  return entry?.iso6392 ?? entry?.iso6393 ?? 'und';
}
