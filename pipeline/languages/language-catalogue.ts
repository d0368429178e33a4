import { arabicScriptLanguages } from './arabic-script-languages.js';
import { cyrillicLanguages } from './cyrillic-languages.js';
import { indicLanguages } from './indic-languages.js';
import type { LanguageEntry, LanguageRow } from './language-entry.js';
import { latinLanguagesAK } from './latin-languages-a-k.js';
import { latinLanguagesLZ } from './latin-languages-l-z.js';
import { otherScriptLanguages } from './other-script-languages.js';
import { scriptTraits } from './script-traits.js';

const toEntry = ([tag, name, autonym, script, iso6393, iso6392, digits, nllb]: LanguageRow): LanguageEntry => ({
  tag,
  name,
  autonym: autonym === '' ? undefined : autonym,
  script,
  direction: scriptTraits[script].direction,
  digits: digits === undefined || digits === '' ? 'latn' : digits,
  iso6393,
  iso6392: iso6392 === '' ? undefined : iso6392,
  nllbCodes: nllb === undefined || nllb === '' ? [] : nllb.split(' '),
});

const rows = [
  latinLanguagesAK,
  latinLanguagesLZ,
  arabicScriptLanguages,
  cyrillicLanguages,
  indicLanguages,
  otherScriptLanguages,
].flat();

/** Every language the project names, each tag once: the NLLB-200 set, regional variants and more. */
export const languageCatalogue: ReadonlyMap<string, LanguageEntry> = new Map(
  rows.map((row): [string, LanguageEntry] => [row[0], toEntry(row)]),
);
