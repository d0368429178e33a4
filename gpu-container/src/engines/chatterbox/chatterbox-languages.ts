/**
 * Languages by the tag the model knows them by. Chinese, Japanese, Korean and Hebrew are among its languages too, but
 * their texts have to be rewritten first (Cangjie, hiragana, jamo, vowel points) by converters that are not here.
 */
export const CHATTERBOX_LANGUAGES: Readonly<Record<string, string>> = {
  ar: 'ar',
  da: 'da',
  de: 'de',
  el: 'el',
  en: 'en',
  es: 'es',
  fi: 'fi',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  ms: 'ms',
  nb: 'no',
  nl: 'nl',
  pl: 'pl',
  pt: 'pt',
  ru: 'ru',
  sv: 'sv',
  sw: 'sw',
  tr: 'tr',
};
