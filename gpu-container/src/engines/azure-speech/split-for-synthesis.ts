/**
 * Characters spoken per request. The service cuts its sound off after ten minutes, without saying so; the slowest
 * speech is about seven characters a second, and about three in scripts that write a syllable or a word per sign.
 */
const LIMITS = { letters: 4000, signs: 1500 } as const;
const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Cuts a text into parts that are surely spoken in time: after sentences, else after words, else anywhere. */
export function splitForSynthesis(text: string): readonly string[] {
  const limit = SIGNS.test(text) ? LIMITS.signs : LIMITS.letters;
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const head = rest.slice(0, limit);
    const cut = lastEnd(head, /[.!?…。！？؟।]["'”’»」)\]]*\s*/gu) ?? lastEnd(head, /\s+/gu) ?? wholeCharacters(head);
    parts.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Where the last match ends. */
function lastEnd(text: string, pattern: RegExp): number | undefined {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? undefined : last.index + last[0].length;
}

/** A cut that does not part a surrogate pair. */
const wholeCharacters = (head: string): number => (/[\ud800-\udbff]$/.test(head) ? head.length - 1 : head.length);
