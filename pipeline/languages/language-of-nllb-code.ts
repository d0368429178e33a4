import { languageCatalogue } from './language-catalogue.js';
import type { LanguageEntry } from './language-entry.js';

/** The catalogue entry an NLLB-200 code such as `spa_Latn` means. */
export function languageOfNllbCode(code: string): LanguageEntry | undefined {
  for (const entry of languageCatalogue.values()) if (entry.nllbCodes.includes(code)) return entry;
  return undefined;
}
