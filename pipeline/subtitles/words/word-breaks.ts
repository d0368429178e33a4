import { scriptOfLanguage } from '../../languages/script-of-language.js';
import { scriptTraits } from '../../languages/script-traits.js';

const unspacedRun =
  /[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1b00-\u1b7f\ua980-\ua9df\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3fffd}]/u;
const closesOnly =
  /^[\p{Pe}\p{Pf}\p{Mn}\p{Mc}!%),.:;?\]}…‥、。，．・：；？！ー々ヽヾゝゞ〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ་།ฯๆ៖។៕ៗ၊။]/u;
const opensOnly = /[\p{Ps}\p{Pi}¿¡#$£¥「『（【〈《〔｛［]$/u;

const segmenters = new Map<string, Intl.Segmenter>();
const segmenterFor = (language: string): Intl.Segmenter => {
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, made);
  return made;
};

/** Joins what must not be parted: a mark that may not start a line to what is before it, an opener to what follows. */
const glue = (pieces: readonly string[]): string[] => {
  const glued: string[] = [];
  for (const piece of pieces) {
    const last = glued.at(-1);
    if (last !== undefined && (closesOnly.test(piece) || opensOnly.test(last))) glued[glued.length - 1] = last + piece;
    else glued.push(piece);
  }
  return glued;
};

const splitUnspaced = (chunk: string, language: string): string[] => {
  if (/[\u0f00-\u0fff]/u.test(chunk)) return glue(chunk.split(/(?<=[\u0f0b-\u0f14])/u));
  const pieces: string[] = [];
  for (const { segment } of segmenterFor(language).segment(chunk)) pieces.push(segment);
  return glue(pieces);
};

/** Whether the language is written without spaces between words. */
export const isUnspaced = (language: string): boolean => !scriptTraits[scriptOfLanguage(language)].hasSpaces;

/** A word as it may be placed: no break is ever made inside, and `spaceBefore` says what joins it to the one before. */
export interface BreakableWord {
  readonly text: string;
  readonly spaceBefore: boolean;
}

/** A mark standing alone between spaces (French `?`, a dash) belongs to the word before it: no line begins with it. */
const standsAlone = /^[\p{Po}\p{Pe}\p{Pf}\p{Pd}…»]+$/u;
const opensAlone = /^[\p{Ps}\p{Pi}«¿¡-]+$/u;

/** Cuts a text where a line or a cue may break: at spaces, and by dictionary inside scripts that have none. */
export function breakIntoWords(text: string, language: string): BreakableWord[] {
  const words: { text: string; spaceBefore: boolean }[] = [];
  for (const chunk of text.split(/[ \t\n\r\u3000]+/u)) {
    if (chunk === '') continue;
    const last = words.at(-1);
    if (last !== undefined && (standsAlone.test(chunk) || opensAlone.test(last.text))) {
      last.text += ` ${chunk}`;
      continue;
    }
    const pieces = unspacedRun.test(chunk) ? splitUnspaced(chunk, language) : [chunk];
    for (const [index, piece] of pieces.entries())
      words.push({ text: piece, spaceBefore: index === 0 && last !== undefined });
  }
  return words;
}
