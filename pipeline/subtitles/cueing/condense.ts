import type { Condensation } from '../qc/qc-report.js';
import type { CueSegment } from './cue-segment.js';

/** Words that carry no meaning of their own, with their comma, by language. */
const fillers: Readonly<Record<string, RegExp>> = {
  en: /(^|[\s,])(?:um+|uh+|erm?|hmm+|you know|i mean|kind of|sort of|basically|actually|literally)(?=[\s,.!?]|$),?/giu,
  es: /(^|[\s,])(?:eh+|em+|este|o sea|bueno|pues|digamos|es decir)(?=[\s,.!?]|$),?/giu,
  fr: /(^|[\s,])(?:euh+|ben|bah|hein|du coup|en fait|tu vois|quoi)(?=[\s,.!?]|$),?/giu,
  de: /(^|[\s,])(?:äh+|ähm+|halt|eben|quasi|sozusagen|also)(?=[\s,.!?]|$),?/giu,
  it: /(^|[\s,])(?:ehm*|cioè|insomma|diciamo|allora|praticamente)(?=[\s,.!?]|$),?/giu,
  pt: /(^|[\s,])(?:éh?|hã|tipo|né|quer dizer|então|bem)(?=[\s,.!?]|$),?/giu,
};

const repeated = /(?<![\p{L}\p{M}])([\p{L}\p{M}']+)(?:[ ,]+\1)+(?![\p{L}\p{M}])/giu;

const shorten = (text: string, language: string): string => {
  const filler = fillers[language.split('-')[0] ?? ''];
  const bare = filler === undefined ? text : text.replace(filler, '$1');
  const tidy = bare
    .replace(repeated, '$1')
    .replace(/\s+([,.!?])/gu, '$1')
    .replace(/^[\s,]+|\s+$/gu, '')
    .replace(/\s{2,}/gu, ' ');
  const isStart = /^\p{Lu}/u.test(text);
  return isStart ? tidy.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : tidy;
};

/** Everything {@link condense} needs; `only` holds the indexes of the segments that are too fast. */
export interface CondenseParams {
  readonly segments: readonly CueSegment[];
  readonly language: string;
  readonly only: ReadonlySet<number>;
}

/** Shortens the named segments: by a shorter wording where one was offered, else by dropping fillers and repetitions. */
export function condense({ segments, language, only }: CondenseParams): {
  readonly segments: readonly CueSegment[];
  readonly condensed: Condensation[];
} {
  const condensed: Condensation[] = [];
  const shortened = segments.map((segment, index) => {
    if (!only.has(index)) return segment;
    const offered = segment.alternatives?.filter((text) => text.length < segment.text.length) ?? [];
    const text =
      offered.length > 0 ? offered.reduce((a, b) => (b.length < a.length ? b : a)) : shorten(segment.text, language);
    if (text === '' || text.length >= segment.text.length) return segment;
    condensed.push({ segment: segment.id ?? String(index + 1), before: segment.text, after: text });
    return { ...segment, text };
  });
  return { segments: shortened, condensed };
}
