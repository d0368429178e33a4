import { TRANSLATOR_LANGUAGES, translatorCode } from './translator-languages.js';

/** Every pair Translator does: any language into any other, through English inside the service where neither is it. */
export function translatorPairs(): readonly { readonly from: string; readonly to: string }[] {
  return TRANSLATOR_LANGUAGES.flatMap((from) =>
    TRANSLATOR_LANGUAGES.filter((to) => translatorCode(from) !== translatorCode(to)).map((to) => ({ from, to })),
  );
}
