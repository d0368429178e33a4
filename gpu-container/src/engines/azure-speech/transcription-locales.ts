import { languageFallbacks } from '../../../../pipeline/engines/language-fallbacks.js';

/** Locales of fast transcription, the first of a language being its default. From its table of August 2025. */
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  ar: [
    'ar-SA',
    'ar-AE',
    'ar-BH',
    'ar-EG',
    'ar-IL',
    'ar-IQ',
    'ar-JO',
    'ar-KW',
    'ar-LB',
    'ar-LY',
    'ar-OM',
    'ar-PS',
  ].concat(['ar-QA', 'ar-SY']),
  de: ['de-DE', 'de-AT', 'de-CH'],
  en: [
    'en-US',
    'en-AU',
    'en-CA',
    'en-GB',
    'en-GH',
    'en-HK',
    'en-IE',
    'en-IN',
    'en-KE',
    'en-NG',
    'en-NZ',
    'en-PH',
  ].concat(['en-SG', 'en-TZ', 'en-ZA']),
  es: [
    'es-ES',
    'es-AR',
    'es-BO',
    'es-CL',
    'es-CO',
    'es-CR',
    'es-CU',
    'es-DO',
    'es-EC',
    'es-GQ',
    'es-GT',
    'es-HN',
  ].concat(['es-MX', 'es-NI', 'es-PA', 'es-PE', 'es-PR', 'es-PY', 'es-SV', 'es-US', 'es-UY', 'es-VE']),
  pt: ['pt-BR', 'pt-PT'],
};

/** Languages heard in one locale only. */
const SINGLE = [
  ...['af-ZA', 'am-ET', 'az-AZ', 'bg-BG', 'bn-IN', 'ca-ES', 'cs-CZ', 'cy-GB', 'da-DK', 'et-EE', 'eu-ES', 'fa-IR'],
  ...['fi-FI', 'fil-PH', 'fr-FR', 'ga-IE', 'gl-ES', 'he-IL', 'hi-IN', 'hr-HR', 'hu-HU', 'hy-AM', 'id-ID', 'is-IS'],
  ...['it-IT', 'ja-JP', 'jv-ID', 'ka-GE', 'kk-KZ', 'ko-KR', 'lo-LA', 'lt-LT', 'lv-LV', 'mk-MK', 'ml-IN', 'mn-MN'],
  ...['mr-IN', 'ms-MY', 'mt-MT', 'my-MM', 'nb-NO', 'nl-NL', 'pl-PL', 'ps-AF', 'ro-RO', 'ru-RU', 'sk-SK', 'sl-SI'],
  ...['so-SO', 'sq-AL', 'sr-RS', 'sv-SE', 'sw-KE', 'ta-IN', 'th-TH', 'tr-TR', 'uk-UA', 'ur-IN', 'uz-UZ', 'vi-VN'],
  ...['zh-CN', 'zu-ZA'],
];

/** Tags whose locale no rule would find. Cantonese is heard as zh-HK. */
const OTHER: Readonly<Record<string, string>> = { no: 'nb-NO', yue: 'zh-HK', 'zh-HK': 'zh-HK', 'es-419': 'es-MX' };

const BY_TAG: ReadonlyMap<string, string> = new Map([
  ...SINGLE.flatMap((locale) => [[locale, locale] as const, [locale.split('-')[0] ?? locale, locale] as const]),
  ...Object.entries(LOCALES).flatMap(([language, locales]) => [
    [language, locales[0] ?? language] as const,
    ...locales.map((locale) => [locale, locale] as const),
  ]),
  ...Object.entries(OTHER),
]);

/** Languages Azure AI Speech transcribes, without regions. */
export const HEARD_LANGUAGES: readonly string[] = [...BY_TAG.keys()].filter((tag) => !tag.includes('-')).sort();

/** The locale to ask for (`en` → `en-US`, `fr-CA` → `fr-FR`); undefined for a language it does not hear. */
export function transcriptionLocale(tag: string): string | undefined {
  const known = languageFallbacks(tag).find((candidate) => BY_TAG.has(candidate));
  return known === undefined ? undefined : BY_TAG.get(known);
}
