import type { Word } from '../../../../pipeline/contracts/word.js';

/** What the recognizer writes for breath, noise and silence. */
const FILLER = /^(<.*>|\[.*\]|\+\+.*\+\+)$/;
/** "read(2)" is the second pronunciation of "read". */
const PRONUNCIATION = /\(\d+\)$/;

/** Reads a CTM file: words by utterance, times in ms from the start of the utterance. Fillers are left out. */
export function parseCtm(text: string): ReadonlyMap<string, readonly Word[]> {
  const words = new Map<string, Word[]>();
  for (const line of text.split('\n')) {
    const [utterance, , start, duration, token, score] = line.trim().split(/\s+/);
    if (utterance === undefined || token === undefined || FILLER.test(token)) continue;
    const startMs = Math.round(Number(start) * 1000);
    const endMs = startMs + Math.round(Number(duration) * 1000);
    const confidence = Math.min(1, Math.max(0, Number(score)));
    if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) continue;
    const word = {
      text: token.replace(PRONUNCIATION, ''),
      startMs,
      endMs,
      ...(Number.isNaN(confidence) ? {} : { confidence }),
    };
    const known = words.get(utterance);
    if (known === undefined) words.set(utterance, [word]);
    else known.push(word);
  }
  return words;
}
