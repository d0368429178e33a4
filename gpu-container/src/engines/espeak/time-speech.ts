import type { Phoneme } from '../../../../pipeline/contracts/spoken-segment.js';
import type { Word } from '../../../../pipeline/contracts/word.js';
import type { EspeakSpeech } from './run-espeak.js';

export interface TimedSpeech {
  readonly words: readonly Word[];
  readonly phonemes: readonly Phoneme[];
}

/** "(en)" marks that the voice switches language for a word; it is no sound. */
const LANGUAGE_SWITCH = /^\(.*\)$/;

interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Words of the text as people see them: runs without white space, with their place in characters (not UTF-16). */
function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let current = '';
  const characters = [...text, ' '];
  characters.forEach((character, at) => {
    if (!/\s/u.test(character)) {
      current += character;
      return;
    }
    if (current !== '') tokens.push({ text: current, from: at - [...current].length, to: at });
    current = '';
  });
  return tokens;
}

/** Turns events into the times of phonemes and of the text's own words, in ms from sample `from` to sample `to`. */
export function timeSpeech(text: string, speech: EspeakSpeech, from: number, to: number): TimedSpeech {
  const totalMs = ((to - from) * 1000) / speech.sampleRateHz;
  const toMs = (sample: number): number =>
    Math.round(Math.min(totalMs, Math.max(0, ((sample - from) * 1000) / speech.sampleRateHz)) * 10) / 10;
  const phonemes: Phoneme[] = [];
  const wordStarts: Array<{ readonly position: number; readonly phoneme: number }> = [];
  let open: { readonly ipa: string; readonly startMs: number } | undefined;
  const close = (endMs: number): void => {
    if (open !== undefined && endMs > open.startMs) phonemes.push({ ...open, endMs });
    open = undefined;
  };
  for (const event of speech.events) {
    if (event.kind === 'word') {
      // position counts characters from 1; the open phoneme (if any) still belongs to the word before
      wordStarts.push({ position: event.position - 1, phoneme: phonemes.length + (open === undefined ? 0 : 1) });
      continue;
    }
    if (LANGUAGE_SWITCH.test(event.ipa)) continue;
    const startMs = toMs(event.sample);
    close(startMs);
    if (event.ipa.trim() !== '') open = { ipa: event.ipa, startMs };
  }
  close(totalMs);
  return { phonemes, words: timeWords(tokenize(text), wordStarts, phonemes) };
}

function timeWords(
  tokens: readonly Token[],
  wordStarts: ReadonlyArray<{ readonly position: number; readonly phoneme: number }>,
  phonemes: readonly Phoneme[],
): readonly Word[] {
  const firsts = tokens.map(
    ({ from, to }) => wordStarts.find(({ position }) => position >= from && position < to)?.phoneme,
  );
  const timed: Word[] = [];
  tokens.forEach((token, at) => {
    const first = firsts[at];
    if (first === undefined) {
      // a dash is not spoken; a word without a start of its own was said in one breath with the one before ("I am")
      if (/[\p{L}\p{N}]/u.test(token.text)) shareLast(timed, token.text);
      return;
    }
    const next = firsts.slice(at + 1).find((value) => value !== undefined) ?? phonemes.length;
    const start = phonemes[first];
    const end = phonemes[Math.max(first, next - 1)];
    if (start !== undefined && end !== undefined)
      timed.push({ text: token.text, startMs: start.startMs, endMs: end.endMs });
  });
  return timed;
}

/** Gives a word the later part of the last word's time, by their lengths. */
function shareLast(timed: Word[], text: string): void {
  const last = timed.pop();
  if (last === undefined) return;
  const share = last.text.length / (last.text.length + text.length);
  const cutMs = Math.round((last.startMs + (last.endMs - last.startMs) * share) * 10) / 10;
  timed.push({ ...last, endMs: cutMs }, { text, startMs: cutMs, endMs: last.endMs });
}
