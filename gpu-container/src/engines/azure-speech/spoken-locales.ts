/** The locale a tag without region is spoken in; Chinese ones with a region have voices of their own. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ar: 'ar-SA',
  bn: 'bn-IN',
  de: 'de-DE',
  en: 'en-US',
  es: 'es-ES',
  'es-419': 'es-MX',
  fr: 'fr-FR',
  iu: 'iu-Cans-CA',
  'iu-Latn': 'iu-Latn-CA',
  nl: 'nl-NL',
  no: 'nb-NO',
  pt: 'pt-BR',
  sr: 'sr-RS',
  'sr-Latn': 'sr-Latn-RS',
  sw: 'sw-KE',
  ta: 'ta-IN',
  ur: 'ur-PK',
  yue: 'zh-HK',
  zh: 'zh-CN',
  'zh-HK': 'zh-HK',
  'zh-Hans': 'zh-CN',
  'zh-Hant': 'zh-TW',
  'zh-TW': 'zh-TW',
};

/** Languages spoken in one locale only. From the table of voices of October 2025. */
const SINGLE = [
  ...['af-ZA', 'am-ET', 'as-IN', 'az-AZ', 'bg-BG', 'bs-BA', 'ca-ES', 'cs-CZ', 'cy-GB', 'da-DK', 'el-GR', 'et-EE'],
  ...['eu-ES', 'fa-IR', 'fi-FI', 'fil-PH', 'ga-IE', 'gl-ES', 'gu-IN', 'he-IL', 'hi-IN', 'hr-HR', 'hu-HU', 'hy-AM'],
  ...['id-ID', 'is-IS', 'it-IT', 'ja-JP', 'jv-ID', 'ka-GE', 'kk-KZ', 'km-KH', 'kn-IN', 'ko-KR', 'lo-LA', 'lt-LT'],
  ...['lv-LV', 'mk-MK', 'ml-IN', 'mn-MN', 'mr-IN', 'ms-MY', 'mt-MT', 'my-MM', 'nb-NO', 'ne-NP', 'or-IN', 'pa-IN'],
  ...['pl-PL', 'ps-AF', 'ro-RO', 'ru-RU', 'si-LK', 'sk-SK', 'sl-SI', 'so-SO', 'sq-AL', 'su-ID', 'sv-SE', 'te-IN'],
  ...['th-TH', 'tr-TR', 'uk-UA', 'uz-UZ', 'vi-VN', 'wuu-CN', 'zu-ZA'],
];

const BY_TAG: ReadonlyMap<string, string> = new Map([
  ...SINGLE.map((locale) => [locale.slice(0, locale.indexOf('-')), locale] as const),
  ...Object.entries(DEFAULTS),
]);

/** Languages Azure AI Speech has voices for. */
export const SPOKEN_LANGUAGES: readonly string[] = [...BY_TAG.keys()].sort();

/** The locale of a language without region; undefined for a tag that is more exact, or a language without voices. */
export function spokenLocale(tag: string): string | undefined {
  return BY_TAG.get(tag);
}
