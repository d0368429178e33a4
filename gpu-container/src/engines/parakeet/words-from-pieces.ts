import type { TimedWord } from '../../hearing/timed-word.js';
import type { TransducedToken } from '../../onnx/decode-transducer.js';

export interface WordsFromPiecesParams {
  readonly tokens: readonly TransducedToken[];
  /** What each token says; `▁` stands for the space before a word. */
  readonly pieces: readonly string[];
  /** Length of one frame of the encoder, in ms. */
  readonly frameMs: number;
  /** Length of the sound, in ms. */
  readonly durationMs: number;
}

interface OpenWord {
  text: string;
  startMs: number;
  endMs: number;
  logProbability: number;
  count: number;
}

/** Language and style marks, `<unk>`: no text. */
const SPECIAL = /^<.*>$/;
const ONLY_MARKS = /^[\p{P}\p{S}]+$/u;

/**
 * Joins tokens into words. A word lasts from the frame of its first token to the end of its last one's duration; marks
 * make no sound and do not lengthen it. Its confidence is the geometric mean of the probabilities of its tokens.
 */
export function wordsFromPieces({ tokens, pieces, frameMs, durationMs }: WordsFromPiecesParams): readonly TimedWord[] {
  const words: OpenWord[] = [];
  for (const { token, frame, duration, probability } of tokens) {
    const piece = pieces[token] ?? '';
    const bare = piece.replaceAll('▁', '');
    if (SPECIAL.test(piece)) continue;
    const isNew = piece.startsWith('▁') && !(ONLY_MARKS.test(bare) && CLOSING.test(bare));
    let word = words.at(-1);
    if (word === undefined || isNew) {
      word = { text: '', startMs: frame * frameMs, endMs: frame * frameMs, logProbability: 0, count: 0 };
      words.push(word);
    }
    word.text += bare;
    word.logProbability += Math.log(Math.max(probability, Number.MIN_VALUE));
    word.count += 1;
    if (!ONLY_MARKS.test(bare)) word.endMs = Math.max(word.endMs, (frame + duration) * frameMs);
  }
  return words.flatMap((word, at) =>
    toTimed(word, Math.min(words[at + 1]?.startMs ?? durationMs, durationMs), frameMs),
  );
}

/** Marks that close what stands before them. */
const CLOSING = /^[.,!?;:…%»”)\]]+$/u;

function toTimed({ text, startMs, endMs, logProbability, count }: OpenWord, limitMs: number, frameMs: number) {
  if (text === '') return [];
  const start = Math.min(startMs, limitMs);
  // a word that was said within one frame still takes some time
  const end = Math.min(limitMs, Math.max(endMs, startMs + frameMs));
  const confidence = Math.exp(logProbability / count);
  return [{ text, startMs: start, endMs: Math.max(start, end), isSpaced: true, confidence }] satisfies TimedWord[];
}
