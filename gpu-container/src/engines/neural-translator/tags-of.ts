import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';

/** Mark-up of subtitles and places to be filled in: `<i>`, `</font>`, `{name}`. */
const TAG = /<\/?[a-z][^<>]*>|\{[^{}\s]+\}/giu;

/** What must stand in a translation as it stands in the text. */
export function tagsOf(text: string): readonly GlossaryTerm[] {
  return [...new Set(text.match(TAG) ?? [])].map((tag) => ({ source: tag, target: tag }));
}
