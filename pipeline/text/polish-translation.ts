import { englishLexicon } from './english-lexicon.js';

export interface PolishTranslationParams {
  readonly source: string;
  readonly text: string;
  /** BCP-47 of the text. */
  readonly language: string;
}

/** Languages that open questions and exclamations with a sign of their own. */
const OPENING_SIGNS = ['es', 'ast', 'an'];

/** Sets spaces, capitals and opening marks right after a word-by-word translation; changes no word. */
export function polishTranslation({ source, text, language }: PolishTranslationParams): string {
  const spaced = text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:!?…)\]])/g, '$1')
    .replace(/([([¿¡])\s+/g, '$1')
    .trim();
  const calm = lowerAfterUnknown(source, hasNoNames(source) ? lowerInside(spaced) : spaced);
  const cased = /^\P{L}*\p{Lu}/u.test(source) ? capitalizeSentences(calm) : calm;
  return OPENING_SIGNS.includes(language.split('-')[0] ?? '') ? openSentences(cased) : cased;
}

/**
 * Whether an English text surely names nothing: its sentences begin with words that are no names, and no other word has
 * a capital. Then a capital inside the translation is left over from a pronoun that was dropped ("Não Gosto").
 */
function hasNoNames(source: string): boolean {
  const { auxiliaries, dangling, questionWords, subjects } = englishLexicon;
  const isCommon = (word: string): boolean =>
    [auxiliaries, dangling, questionWords, subjects].some((set) => set.has(word));
  return source.split(/[.!?]+/).every((sentence) => {
    const [first, ...rest] = sentence.match(/\p{L}[\p{L}'’]*/gu) ?? [];
    const isNameless = rest.every((word) => /^\p{Ll}/u.test(word) || /^I(['’]|$)/.test(word));
    return first === undefined || (isCommon(first.toLowerCase().replace('’', "'")) && isNameless);
  });
}

/** Lowers the capitals of words that begin no sentence; words in capitals stay. */
function lowerInside(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N},;:] )\p{Lu}(?=\p{Ll}|\s)/gu, (letter) => letter.toLowerCase());
}

/**
 * A sentence's first word that came through unchanged was unknown, and the translator gave its capital to the next word
 * as well ("Zygotron Es …"). Lowered again where the source has no capital there.
 */
function lowerAfterUnknown(source: string, text: string): string {
  const starts = [...source.matchAll(/(?:^|[.!?]\s+)(\p{Lu}[\p{L}\p{N}'’-]*)\s+\p{Ll}/gu)];
  return starts.reduce(
    (result, [, first = '']) =>
      result.replace(
        new RegExp(`((?:^|[.!?]\\s+)[¿¡]?${first}\\s+)(\\p{Lu})(?=\\p{Ll}|\\s)`, 'u'),
        (_match, before: string, letter: string) => before + letter.toLowerCase(),
      ),
    text,
  );
}

/** First letters of sentences; only after . ! ? followed by a space, so that "3.5" and "…" stay. */
function capitalizeSentences(text: string): string {
  return text.replace(
    /(^\P{L}*|[^.][.!?]\s+[¿¡"“«(]*)(\p{Ll})/gu,
    (_match, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

function openSentences(text: string): string {
  return text.replace(/[^.!?]+[.!?]+/g, (sentence) => {
    const close = /([!?])[!?]*$/.exec(sentence)?.[1];
    if (close === undefined) return sentence;
    const open = close === '?' ? '¿' : '¡';
    return sentence.includes(open) ? sentence : sentence.replace(/^(\s*["“«(]*)/, `$1${open}`);
  });
}
