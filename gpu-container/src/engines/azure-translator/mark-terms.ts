import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';
import { termPattern } from './term-pattern.js';

export interface MarkTermsParams {
  readonly text: string;
  readonly glossary: readonly GlossaryTerm[];
  /** Translator's codes: its dictionary mark-up works from and into English only. */
  readonly from: string;
  readonly to: string;
}

/** A text as HTML whose glossary terms are marked, and what each of them has to become. */
export interface MarkedText {
  readonly html: string;
  readonly targets: readonly string[];
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly term: GlossaryTerm;
}

/** Writes a text as HTML and marks its glossary terms, longest first so that "data lake" wins over "data". */
export function markTerms({ text, glossary, from, to }: MarkTermsParams): MarkedText {
  const source = text.normalize('NFC');
  const places = findPlaces(source, glossary);
  const isDictionaryPair = from === 'en' || to === 'en';
  let html = '';
  let at = 0;
  for (const place of places) {
    html += escapeHtml(source.slice(at, place.from));
    html += markUp(source.slice(place.from, place.to), place.term, isDictionaryPair);
    at = place.to;
  }
  return {
    html: html + escapeHtml(source.slice(at)),
    targets: [...new Set(places.map(({ term }) => term.target.trim()))],
  };
}

function findPlaces(source: string, glossary: readonly GlossaryTerm[]): readonly Place[] {
  const places: Place[] = [];
  const terms = glossary.filter((term) => term.source.trim() !== '' && term.target.trim() !== '');
  for (const term of terms.toSorted((a, b) => b.source.trim().length - a.source.trim().length)) {
    for (const match of source.matchAll(termPattern(term.source))) {
      const place = { from: match.index, to: match.index + match[0].length, term };
      if (places.every((other) => place.to <= other.from || place.from >= other.to)) places.push(place);
    }
  }
  return places.sort((a, b) => a.from - b.from);
}

/**
 * A term that stays as it is, or any term where the dictionary does not work, goes in as its target, closed to
 * translation; else the dictionary is told what to say, and the sentence around it is still translated as a whole.
 */
function markUp(said: string, { source, target }: GlossaryTerm, isDictionaryPair: boolean): string {
  const wanted = target.trim().normalize('NFC');
  if (!isDictionaryPair || source.trim() === target.trim())
    return `<span class="notranslate">${escapeHtml(wanted)}</span>`;
  return `<mstrans:dictionary translation="${escapeHtml(wanted)}">${escapeHtml(said)}</mstrans:dictionary>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
