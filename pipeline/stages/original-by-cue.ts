import type { FitPlan, FittedSegment } from '../contracts/fit-plan.js';
import type { Segment, Transcript } from '../contracts/transcript.js';
import { scriptOfLanguage } from '../languages/script-of-language.js';
import type { Cue } from '../subtitles/model/cue.js';
import { plainLines } from '../subtitles/model/cue-text.js';
import { alignWords } from '../subtitles/words/align-words.js';

/** A dub's cues in order of time, what was said in the original, and where each of its segments went. */
export interface OriginalByCueParams {
  readonly cues: readonly Cue[];
  readonly transcript: Transcript;
  readonly fit: FitPlan;
}

/**
 * The original's words cut into the dub's cues: each cue gets those that were said at its time, counted along the segment
 * where the dub begins or lasts otherwise. No word is lost or said twice as long as there is a cue.
 */
export function originalByCue({ cues, transcript, fit }: OriginalByCueParams): Cue[] {
  const { language } = transcript;
  const fitted = new Map(fit.segments.map((segment) => [segment.id, segment]));
  const isSpaced = !['Hans', 'Hant', 'Jpan'].includes(scriptOfLanguage(language));
  const texts = new Map<number, string>();
  let at = 0;
  for (const segment of transcript.segments) {
    const timeOf = dubTime(segment, fitted.get(segment.id));
    for (const [position, word] of alignWords({ ...segment, language }).entries()) {
      at = nearestCue(cues, timeOf((word.startMs + word.endMs) / 2), at);
      const before = texts.get(at);
      const gap = (position === 0 ? isSpaced : word.spaceBefore) ? ' ' : '';
      texts.set(at, before === undefined ? word.text : before + gap + word.text);
    }
  }
  return cues.flatMap(({ startMs, endMs }, index): Cue[] => {
    const text = texts.get(index);
    return text === undefined ? [] : [{ startMs, endMs, lines: plainLines(text) }];
  });
}

/** From a moment of the original segment to the same moment of its dub. */
function dubTime({ startMs, endMs }: Segment, dub: FittedSegment | undefined): (ms: number) => number {
  if (dub === undefined || endMs <= startMs) return (ms) => ms;
  const stretch = (dub.endMs - dub.startMs) / (endMs - startMs);
  return (ms) => dub.startMs + (ms - startMs) * stretch;
}

/** Index of the cue that is shown at a moment or nearest to it, sought from the one before: words come nearly in order. */
function nearestCue(cues: readonly Cue[], ms: number, from: number): number {
  const distance = (index: number): number => {
    const cue = cues[index];
    return cue === undefined ? Number.POSITIVE_INFINITY : Math.max(cue.startMs - ms, ms - cue.endMs, 0);
  };
  let at = from;
  while (distance(at) > 0 && distance(at + 1) <= distance(at)) at++;
  while (distance(at) > 0 && distance(at - 1) < distance(at)) at--;
  return at;
}
