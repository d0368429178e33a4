import type { GlossaryTerm } from '../ports/translator.js';

/** A text whose terms hide behind words no dictionary knows, and the way back. */
export interface ProtectedText {
  readonly text: string;
  /** Puts the wanted terms where the hidden words are; says which terms had to appear and do not. */
  restore(translated: string): { readonly text: string; readonly missing: readonly string[] };
}

const LETTERS = 'bcdfghjklm';

/** A word of consonants that no language has: translators leave it alone, and it survives a change of case. */
const placeholder = (at: number): string => `Xq${[...String(at)].map((digit) => LETTERS[Number(digit)]).join('')}zx`;

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Matches a term as whole words, in any case. */
function termPattern(term: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escapePattern(term.trim())}(?![\\p{L}\\p{N}])`, 'giu');
}

const contains = (text: string, term: string): boolean => termPattern(term).test(text);

/**
 * Hides the glossary's terms before a translation that knows nothing of glossaries, longest first so that "data lake"
 * wins over "data". A term whose hidden word is lost on the way is reported as missing, unless it stands there anyway.
 */
export function protectTerms(source: string, glossary: readonly GlossaryTerm[]): ProtectedText {
  const used: Array<{ readonly mark: string; readonly target: string }> = [];
  let text = source;
  const terms = glossary.filter((term) => term.source.trim() !== '');
  for (const term of terms.toSorted((a, b) => b.source.length - a.source.length)) {
    const mark = placeholder(used.length);
    const hidden = text.replace(termPattern(term.source), mark);
    if (hidden === text) continue;
    text = hidden;
    used.push({ mark, target: term.target });
  }
  return {
    text,
    restore: (translated) => {
      const restored = used.reduce(
        (result, { mark, target }) => result.replace(new RegExp(mark, 'gi'), () => target),
        translated,
      );
      return {
        text: restored,
        missing: used.map(({ target }) => target).filter((target) => !contains(restored, target)),
      };
    },
  };
}
