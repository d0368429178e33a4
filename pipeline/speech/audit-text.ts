import { scriptOfLanguage } from '../languages/script-of-language.js';
import { normalizeWords } from '../quality/word-errors.js';
import { guessOtherLanguage } from './guess-language.js';
import type { WeighedFinding } from './weighed-finding.js';

export interface AuditTextParams {
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  readonly sourceText: string;
  readonly targetText: string;
  /** Terms the translation should hold and does not. */
  readonly missingTerms?: readonly string[] | undefined;
}

/** Shorter lines may well be a name, which is the same in every language. */
const LEAST_WORDS = 3;
/** Scripts that are written mixed with others; a text in them is recognised by holding any of their letters. */
const MIXED_SCRIPTS: Readonly<Record<string, RegExp>> = {
  Jpan: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  Kore: /[\p{Script=Hangul}\p{Script=Han}]/u,
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
};

/** What the text of a dubbed line says against it: wrong language or script, untranslated, numbers or terms lost. */
export function auditText(params: AuditTextParams): WeighedFinding[] {
  const source = normalizeWords(params.sourceText);
  const target = normalizeWords(params.targetText);
  const findings: WeighedFinding[] = [];
  if (source.length > 0 && target.length === 0) {
    return [{ kind: 'silent-speech', message: 'There is no text to speak.', doubt: 1 }];
  }
  const isSame = source.join(' ') === target.join(' ');
  const isForeign = baseOf(params.sourceLanguage) !== baseOf(params.targetLanguage);
  if (isForeign && isSame && source.length >= LEAST_WORDS) {
    findings.push({ kind: 'untranslated', message: 'The text is the same as the original.', doubt: 0.9 });
  }
  const wrong = isForeign ? wrongLanguage(params, target) : undefined;
  if (wrong !== undefined) findings.push({ kind: 'wrong-language', message: wrong, doubt: 0.8 });
  for (const number of missingNumbers(params)) {
    findings.push({ kind: 'number-missing', message: `The number ${number} is not in the translation.`, doubt: 0.4 });
  }
  for (const term of params.missingTerms ?? []) {
    findings.push({ kind: 'term-missing', message: `The term “${term}” is not in the translation.`, doubt: 0.4 });
  }
  return findings;
}

const baseOf = (tag: string): string => tag.split('-')[0] ?? tag;

function wrongLanguage({ targetLanguage, targetText }: AuditTextParams, words: readonly string[]): string | undefined {
  const script = scriptOfLanguage(targetLanguage);
  const letters = targetText.match(/\p{L}/gu) ?? [];
  const expected = MIXED_SCRIPTS[script] ?? new RegExp(`\\p{Script=${script}}`, 'u');
  const fitting = letters.filter((letter) => expected.test(letter)).length;
  if (words.length >= LEAST_WORDS && fitting < letters.length / 2)
    return `The text is not in the script of ${targetLanguage}.`;
  const other = guessOtherLanguage(words, targetLanguage);
  return other === undefined ? undefined : `The text reads like ${other}, not ${targetLanguage}.`;
}

/** Numbers written in digits that the target lacks; separators of thousands and decimals may differ. */
function missingNumbers({ sourceText, targetText }: AuditTextParams): string[] {
  const digits = (text: string): string[] =>
    [...text.normalize('NFKC').matchAll(/\d+(?:[.,\u00a0\u202f ]\d+)*/gu)].map(([match]) => match.replace(/\D/gu, ''));
  const found = digits(targetText);
  return digits(sourceText).filter((number) => !found.includes(number));
}
