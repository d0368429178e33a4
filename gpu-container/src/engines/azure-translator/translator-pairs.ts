import { TRANSLATOR_CODES } from './translator-languages.js';

/** Every pair Translator does: any language into any other, through English inside the service where neither is it. */
export function translatorPairs(): readonly { readonly from: string; readonly to: string }[] {
  const languages = [...TRANSLATOR_CODES].sort(([a], [b]) => (a < b ? -1 : 1));
  return languages.flatMap(([from, code]) =>
    languages.filter(([, other]) => other !== code).map(([to]) => ({ from, to })),
  );
}
