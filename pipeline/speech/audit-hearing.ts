import type { FittedSegment } from '../contracts/fit-plan.js';
import type { Word } from '../contracts/word.js';
import { countWordErrors, normalizeWords } from '../quality/word-errors.js';
import type { WeighedFinding } from './weighed-finding.js';

/** A line as it was meant, and as a recognizer heard it. */
export interface HeardLine {
  readonly id: string;
  readonly heard: string;
  readonly wordErrorRate: number;
  readonly findings: readonly WeighedFinding[];
}

export interface AuditHearingParams {
  readonly segments: readonly FittedSegment[];
  /** Intended text by segment id. */
  readonly texts: ReadonlyMap<string, string>;
  /** Everything that was heard in the dub. */
  readonly words: readonly Word[];
}

/** Words are looked for a little around their line: recognizers are late and early. In ms. */
const SLACK_MS = 200;
/** Recognizers mishear synthetic voices; only lines much worse than the dub's usual line are suspect. */
const UNUSUAL_ERROR_RATE = 0.3;
const LEAST_SUSPECT_RATE = 0.5;
/** One misheard word says nothing about a line of two. */
const LEAST_WORDS = 3;

/** Compares what a recognizer heard with what every line should say. Numbers in digits are left out of the count. */
export function auditHearing({ segments, texts, words }: AuditHearingParams): HeardLine[] {
  const lines = segments.map((fitted) => {
    const wanted = normalizeWords(texts.get(fitted.id) ?? '').filter((word) => !/\d/u.test(word));
    const heard = words
      .filter((word) => isInside(word, fitted))
      .map((word) => word.text)
      .join(' ');
    return { id: fitted.id, wanted, heard, wordErrorRate: countWordErrors(wanted.join(' '), heard).rate };
  });
  const rates = lines.filter(({ wanted }) => wanted.length >= LEAST_WORDS).map(({ wordErrorRate }) => wordErrorRate);
  const usual = rates.sort((a, b) => a - b)[Math.floor((rates.length - 1) / 2)] ?? 0;
  return lines.map(({ id, wanted, heard, wordErrorRate }) => {
    const rate = Math.round(wordErrorRate * 1000) / 1000;
    const isSuspect = wordErrorRate >= Math.max(LEAST_SUSPECT_RATE, usual + UNUSUAL_ERROR_RATE);
    if (wanted.length < LEAST_WORDS || !isSuspect) return { id, heard, wordErrorRate: rate, findings: [] };
    const message = `Heard “${heard}”: ${Math.round(wordErrorRate * 100)} % of the words are wrong.`;
    const doubt = Math.min(0.7, wordErrorRate - usual);
    return { id, heard, wordErrorRate: rate, findings: [{ kind: 'misheard', message, doubt }] };
  });
}

function isInside(word: Word, fitted: FittedSegment): boolean {
  const middle = (word.startMs + word.endMs) / 2;
  return middle >= fitted.startMs - SLACK_MS && middle < fitted.endMs + SLACK_MS;
}
