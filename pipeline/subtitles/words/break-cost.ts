import type { FunctionWords } from './function-words.js';

/** What it costs a reader when a line or a cue ends between two words; 0 is a full stop, 100 tears apart. */
export const breakCosts = { sentence: 0, clause: 8, conjunction: 18, preposition: 28, plain: 42, tear: 100 } as const;

const sentenceEnd = /[.!?…。！？।॥؟։።፧၊။།]["'”’»)\]」』）]*$/u;
const clauseEnd = /[,;:،؛、，；：—–፣៖]["'”’»)\]」』）]*$/u;
const abbreviation = /^(?:[\p{Lu}]|mr|mrs|ms|dr|st|prof|sr|sra|dra|hr|no|vs|etc|z\.b|d\.h|bzw|ca|jr)\.$/iu;
const edges = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu;
const startsUpper = /^\p{Lu}\p{Ll}/u;
const number = /^[\p{Sc}]?\p{Nd}[\p{Nd}.,]*[%\p{Sc}]?$/u;
const hiraganaStart = /^[\u3041-\u3096]/u;
const hiraganaOnly = /^[\u3041-\u3096]+$/u;
const chineseEnclitic = /^[的了吗嗎呢吧啊呀着著过過地得们們]/u;

/** Whether a word ends a sentence; abbreviations and initials do not. */
export const endsSentence = (word: string): boolean => sentenceEnd.test(word) && !abbreviation.test(word);

const unspacedCost = (before: string, after: string): number => {
  if (hiraganaStart.test(after) || chineseEnclitic.test(after)) return 90;
  return hiraganaOnly.test(before) ? breakCosts.preposition : breakCosts.plain + 10;
};

/** Everything {@link breakCostBetween} looks at. */
export interface BreakCostParams {
  readonly before: string;
  readonly after: string;
  /** Whether a space stands between the two. */
  readonly isSpaced: boolean;
  /** German writes every noun with a capital: two in a row are no name there. */
  readonly capitalsAreNames: boolean;
  readonly words: FunctionWords;
}

/**
 * What it costs to break between two neighbouring words: nothing after a sentence, little after a clause or before a
 * conjunction, most where it tears an article from its noun, a name from its surname or a number from its unit.
 */
export function breakCostBetween({ before, after, isSpaced, capitalsAreNames, words }: BreakCostParams): number {
  if (endsSentence(before)) return breakCosts.sentence;
  if (clauseEnd.test(before)) return breakCosts.clause;
  if (!isSpaced) return unspacedCost(before, after);
  const left = before.toLowerCase();
  const right = after.replace(edges, '').toLowerCase();
  if (words.bindPrevious.has(right)) return breakCosts.tear;
  const leftBare = left.replace(edges, '');
  if (words.bindNext.has(leftBare) || words.bindNext.has(left)) return breakCosts.tear;
  if (number.test(before)) return breakCosts.tear - 10;
  if (capitalsAreNames && startsUpper.test(before) && startsUpper.test(after)) return breakCosts.tear - 10;
  if (words.breakBefore.has(leftBare)) return breakCosts.plain + 30;
  if (words.breakBefore.has(right)) return breakCosts.conjunction;
  return words.prepositions.has(right) ? breakCosts.preposition : breakCosts.plain;
}
