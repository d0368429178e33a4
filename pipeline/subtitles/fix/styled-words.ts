import type { Cue, CueLine } from '../model/cue.js';
import type { Span } from '../model/span.js';
import { breakIntoWords, isUnspaced } from '../words/word-breaks.js';

/** A word of a cue with the runs that make it up. */
export interface StyledWord {
  readonly text: string;
  readonly spaceBefore: boolean;
  readonly spans: readonly Span[];
}

/** All runs of a cue on one line; line ends become spaces where the language has them. */
const joinLines = (cue: Cue, language: string): Span[] => {
  const glue = isUnspaced(language) ? '' : ' ';
  return cue.lines.flatMap((line, index) => {
    const [first, ...rest] = line;
    return index === 0 || first === undefined ? [...line] : [{ ...first, text: glue + first.text }, ...rest];
  });
};

const cut = (spans: readonly Span[], from: number, to: number): Span[] => {
  const cutSpans: Span[] = [];
  let offset = 0;
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, from - offset), Math.max(0, to - offset));
    if (text !== '') cutSpans.push({ ...span, text });
    offset += span.text.length;
  }
  return cutSpans;
};

/** Where a word of {@link breakIntoWords} stands in the text it came from; a space in it may be any white space. */
const locate = (text: string, word: string, from: number): { readonly start: number; readonly end: number } => {
  let start = from;
  while (start < text.length && /\s/u.test(text[start] ?? '')) start++;
  let end = start;
  for (const unit of word) {
    if (/\s/u.test(unit)) while (end < text.length && /\s/u.test(text[end] ?? '')) end++;
    else end += unit.length;
  }
  return { start, end };
};

/** The words of a cue, styles kept, in the order they are read. */
export function styledWords(cue: Cue, language: string): StyledWord[] {
  const spans = joinLines(cue, language);
  const text = spans.map((span) => span.text).join('');
  let position = 0;
  return breakIntoWords(text, language).map(({ text: word, spaceBefore }) => {
    const { start, end } = locate(text, word, position);
    position = end;
    return { text: text.slice(start, end), spaceBefore, spans: cut(spans, start, end) };
  });
}

/** Words back on one line, runs of one style joined. */
export function lineOfWords(words: readonly StyledWord[]): CueLine {
  const line: Span[] = [];
  for (const [index, word] of words.entries()) {
    for (const [part, span] of word.spans.entries()) {
      const space = index > 0 && part === 0 && word.spaceBefore ? ' ' : '';
      const { text, ...style } = span;
      const last = line.at(-1);
      const { text: _, ...lastStyle } = last ?? { text: '' };
      const isSame = last !== undefined && JSON.stringify(lastStyle) === JSON.stringify(style);
      if (isSame) line[line.length - 1] = { ...last, text: `${last.text}${space}${text}` };
      else line.push({ ...style, text: space + text });
    }
  }
  return line.length === 0 ? [{ text: '' }] : line;
}
