import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';

/** Tags that Translator knows by the same code. From its list of languages of November 2025. */
const SAME = [
  ...['af', 'sq', 'am', 'ar', 'hy', 'as', 'az', 'bn', 'ba', 'eu', 'bho', 'brx', 'bs', 'bg', 'yue', 'ca', 'hne', 'lzh'],
  ...['zh-Hans', 'zh-Hant', 'sn', 'hr', 'cs', 'da', 'dv', 'doi', 'nl', 'en', 'et', 'fo', 'fj', 'fil', 'fi', 'fr', 'gl'],
  ...['ka', 'de', 'el', 'gu', 'ht', 'ha', 'he', 'hi', 'hu', 'is', 'ig', 'id', 'ikt', 'iu', 'iu-Latn', 'ga', 'it', 'ja'],
  ...['kn', 'ks', 'kk', 'km', 'rw', 'ko', 'ky', 'lo', 'lv', 'lt', 'ln', 'dsb', 'mk', 'mai', 'mg', 'ms', 'ml', 'mt'],
  ...['mni', 'mi', 'mr', 'mn-Mong', 'my', 'ne', 'nb', 'or', 'ps', 'fa', 'pl', 'pt', 'pa', 'otq', 'ro', 'ru', 'sm'],
  ...['sr-Latn', 'st', 'nso', 'tn', 'sd', 'si', 'sk', 'sl', 'so', 'es', 'sw', 'sv', 'ty', 'ta', 'tt', 'te', 'th', 'bo'],
  ...['ti', 'to', 'tr', 'tk', 'uk', 'hsb', 'ur', 'ug', 'uz', 'vi', 'cy', 'xh', 'yo', 'yua', 'zu', 'mww'],
];

/**
 * Tags that Translator knows by another code. `ku` is a trap: there it means Central Kurdish, in BCP 47 the Northern
 * one. `pt` is the Brazilian kind there.
 */
const OTHER: Readonly<Record<string, string>> = {
  ckb: 'ku',
  ku: 'kmr',
  kok: 'gom',
  lg: 'lug',
  ny: 'nya',
  rn: 'run',
  no: 'nb',
  'fa-AF': 'prs',
  'fr-CA': 'fr-ca',
  'pt-PT': 'pt-pt',
  'pt-BR': 'pt',
  mn: 'mn-Cyrl',
  sr: 'sr-Cyrl',
  zh: 'zh-Hans',
  'zh-TW': 'zh-Hant',
  'zh-HK': 'zh-Hant',
  'zh-MO': 'zh-Hant',
};

/** Translator's code of every BCP-47 tag it is offered for by name; more exact tags fall back to these. */
export const TRANSLATOR_CODES: ReadonlyMap<string, string> = new Map([
  ...SAME.map((tag) => [tag, tag] as const),
  ...Object.entries(OTHER),
]);

/** Translator's code for a tag (`pt-PT` → `pt-pt`, `es-MX` → `es`, `zh-TW` → `zh-Hant`); undefined where it has none. */
export function translatorCode(tag: string): string | undefined {
  const known = languageFallbacks(tag).find((candidate) => TRANSLATOR_CODES.has(candidate));
  return known === undefined ? undefined : TRANSLATOR_CODES.get(known);
}
