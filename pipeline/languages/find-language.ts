import { languageCatalogue } from './language-catalogue.js';
import type { LanguageEntry } from './language-entry.js';

/** Tags people use that are not the catalogue's own. */
const aliases: Readonly<Record<string, string>> = {
  no: 'nb',
  tl: 'fil',
  iw: 'he',
  in: 'id',
  ji: 'yi',
  cmn: 'zh',
  prs: 'fa-AF',
};

const chineseScriptByRegion: Readonly<Record<string, string>> = { TW: 'zh-Hant-TW', HK: 'zh-Hant-HK', MO: 'zh-Hant' };

const canonicalOf = (tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? tag;
  } catch {
    return tag; // not a tag: it will not be in the catalogue either
  }
};

/**
 * The catalogue's entry for a BCP-47 tag, falling back from the most to the least specific tag
 * (`es-CO` → `es`, `zh-TW` → `zh-Hant-TW`, `no` → `nb`). Undefined when even the language is not in the catalogue.
 */
export function findLanguage(tag: string): LanguageEntry | undefined {
  const subtags = canonicalOf(tag).split('-');
  const [primary = ''] = subtags;
  const region = primary === 'zh' ? subtags.find((subtag) => subtag in chineseScriptByRegion) : undefined;
  const byRegion = region === undefined ? undefined : languageCatalogue.get(chineseScriptByRegion[region] ?? '');
  if (byRegion !== undefined && !subtags.includes('Hans')) return byRegion;
  for (let length = subtags.length; length > 0; length--) {
    const candidate = subtags.slice(0, length).join('-');
    const entry = languageCatalogue.get(candidate) ?? languageCatalogue.get(aliases[candidate] ?? '');
    if (entry !== undefined) return entry;
  }
  return undefined;
}
