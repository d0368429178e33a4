import type { Word } from '../../../../pipeline/contracts/word.js';
import type { SpokenWord } from './speech-events.js';

export interface WordsFromEventsParams {
  /** What was to be said; its words are runs without white space, marks included. */
  readonly text: string;
  readonly spoken: readonly SpokenWord[];
  /** What was cut off at the beginning of the sound, and how long the rest is, in ms. */
  readonly cutMs: number;
  readonly durationMs: number;
}

/** Scripts that part words by no space: there the service's own words are kept. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

interface Found {
  readonly from: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** The words of the text as people see them, with the times the service announced. What it did not announce is left out. */
export function wordsFromEvents({ text, spoken, cutMs, durationMs }: WordsFromEventsParams): readonly Word[] {
  const place = (ms: number): number => Math.round(Math.min(durationMs, Math.max(0, ms - cutMs)) * 10) / 10;
  const found = findInText(text, spoken);
  return [...text.matchAll(/\S+/gu)].flatMap((match) => {
    const [from, to] = [match.index, match.index + match[0].length];
    const inside = found.filter((each) => each.from >= from && each.from < to);
    const parts = UNSPACED.test(match[0]) ? inside.map((each) => [each]) : inside.length === 0 ? [] : [inside];
    return parts.map((part, at): Word => {
      const [partFrom, partTo] = [at === 0 ? from : part[0]?.from, parts[at + 1]?.[0]?.from ?? to];
      return {
        text: text.slice(partFrom, partTo),
        startMs: place(part[0]?.startMs ?? 0),
        endMs: place(part.at(-1)?.endMs ?? 0),
      };
    });
  });
}

/** Where in the text each announced word stands; in order, so that "the … the" finds both. Marks alone are no words. */
function findInText(text: string, spoken: readonly SpokenWord[]): readonly Found[] {
  const found: Found[] = [];
  let at = 0;
  for (const word of spoken) {
    if (!/[\p{L}\p{N}]/u.test(word.text)) continue;
    const from = text.indexOf(word.text, at);
    if (from < 0) continue;
    found.push({ from, startMs: word.startMs, endMs: word.endMs });
    at = from + word.text.length;
  }
  return found;
}
