import type { ScriptCode } from './script-traits.js';

/**
 * One language as written in the tables: tag, English name, own name or '', script (ISO 15924), ISO 639-3 code,
 * ISO 639-2 code or '', digits (CLDR numbering system, `latn` when left out), NLLB codes separated by spaces.
 */
export type LanguageRow = readonly [
  tag: string,
  name: string,
  autonym: string,
  script: ScriptCode,
  iso6393: string,
  iso6392: string,
  digits?: string,
  nllb?: string,
];

/** What the catalogue knows about one language. */
export interface LanguageEntry {
  /** BCP-47, canonical, script only where it is not the likely one. */
  readonly tag: string;
  /** English name. */
  readonly name: string;
  /** The language's name in itself, where it is sure. */
  readonly autonym: string | undefined;
  readonly script: ScriptCode;
  readonly direction: 'ltr' | 'rtl';
  /** CLDR numbering system people write with. */
  readonly digits: string;
  readonly iso6393: string;
  /** ISO 639-2/T code, of the macrolanguage where the language has none of its own. */
  readonly iso6392: string | undefined;
  /** Codes of the NLLB-200 / FLORES-200 set that mean this tag; the first is the one to ask for. */
  readonly nllbCodes: readonly string[];
}
