import type { Word } from '../contracts/word.js';
import type { FitLimits } from './fit-limits.js';
import type { PausePoint } from './line.js';
import type { Interval } from './speech-intervals.js';

/** A silence between two dubbed words that counts as a phrase end even without punctuation. */
const PHRASE_SILENCE_MS = 60;
/** A phrase end further from the original's pause than this share of the line belongs to another thought. */
const FARTHEST_SHARE = 0.25;
const PHRASE_END = /[,.;:!?…—–、。！？；：]["'”’»)\]]*$/u;

/** Where a dubbed line may pause because the original pauses about there. Ordered; empty without word times. */
export function matchPauses(params: {
  readonly words: readonly Word[];
  readonly speech: readonly Interval[];
  readonly limits: FitLimits;
}): readonly PausePoint[] {
  const durationMs = params.words.at(-1)?.endMs ?? 0;
  const breaksMs = phraseEnds(params.words);
  const speechMs = params.speech.reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);
  if (breaksMs.length === 0 || speechMs <= 0) return [];
  const points: PausePoint[] = [];
  let spokenMs = 0;
  for (const [index, interval] of params.speech.slice(0, -1).entries()) {
    spokenMs += interval.endMs - interval.startMs;
    const resumeMs = params.speech[index + 1]?.startMs ?? interval.endMs;
    const longestMs = resumeMs - interval.endMs;
    if (longestMs < params.limits.pauseMs) continue;
    const wantedMs = (spokenMs / speechMs) * durationMs;
    const atMs = breaksMs
      .filter((breakMs) => breakMs > (points.at(-1)?.atMs ?? 0))
      .toSorted((a, b) => Math.abs(a - wantedMs) - Math.abs(b - wantedMs))[0];
    if (atMs !== undefined && Math.abs(atMs - wantedMs) <= FARTHEST_SHARE * durationMs) {
      points.push({ atMs, resumeMs: Math.round(resumeMs), longestMs });
    }
  }
  return points;
}

function phraseEnds(words: readonly Word[]): readonly number[] {
  return words.slice(0, -1).flatMap((word, index) => {
    const silenceMs = (words[index + 1]?.startMs ?? word.endMs) - word.endMs;
    return silenceMs >= PHRASE_SILENCE_MS || PHRASE_END.test(word.text)
      ? [word.endMs + Math.max(0, silenceMs) / 2]
      : [];
  });
}
