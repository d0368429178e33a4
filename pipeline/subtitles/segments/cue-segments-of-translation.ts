import type { FitPlan, FittedSegment } from '../../contracts/fit-plan.js';
import type { Speech, SpokenSegment } from '../../contracts/spoken-segment.js';
import type { Segment, Transcript } from '../../contracts/transcript.js';
import type { Translation } from '../../contracts/translation.js';
import type { Word } from '../../contracts/word.js';
import type { CueSegment } from '../cueing/cue-segment.js';
import { distributeWordTimes, type SpeechSpan } from '../words/distribute-word-times.js';
import { speakerName } from './cue-segments-of-transcript.js';

/** A translation and what says when its words are heard: the dub where there is one, else the original speech. */
export interface CueSegmentsOfTranslationParams {
  readonly transcript: Transcript;
  readonly translation: Translation;
  readonly fitPlan?: FitPlan | undefined;
  readonly speech?: Speech | undefined;
}

/** Pauses in the original shorter than this are not felt in the translation. */
const pauseMs = 300;

const spokenSpans = (segment: Segment): SpeechSpan[] => {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const word of segment.words) {
    const last = spans.at(-1);
    if (last !== undefined && word.startMs - last.endMs < pauseMs) last.endMs = Math.max(last.endMs, word.endMs);
    else spans.push({ startMs: word.startMs, endMs: word.endMs });
  }
  return spans.length === 0 ? [{ startMs: segment.startMs, endMs: segment.endMs }] : spans;
};

const dubbedWords = (fitted: FittedSegment, spoken: SpokenSegment | undefined): Word[] | undefined =>
  spoken?.words?.map((word) => ({
    ...word,
    startMs: timeOnTimeline(fitted, word.startMs),
    endMs: timeOnTimeline(fitted, word.endMs),
  }));

/** When a moment of the audio is heard: at the rate it is played, after the pauses put in before it. */
const timeOnTimeline = ({ startMs, rate, pauses = [] }: FittedSegment, audioMs: number): number =>
  pauses
    .filter((pause) => pause.atMs < audioMs)
    .reduce((timeMs, pause) => timeMs + pause.durationMs, startMs + audioMs / rate);

/**
 * A translation's segments with the times of their words: of the dub's own words at the rate they are played, of the
 * dub's place on the timeline where its engine gives no words, and without a dub of the original speech, pauses kept.
 */
export function cueSegmentsOfTranslation(params: CueSegmentsOfTranslationParams): CueSegment[] {
  const { transcript, translation, fitPlan, speech } = params;
  const sources = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  const fits = new Map(fitPlan?.segments.map((segment) => [segment.id, segment]));
  const spoken = new Map(speech?.segments.map((segment) => [segment.id, segment]));
  return translation.segments.flatMap(({ id, text, alternatives }): CueSegment[] => {
    const source = sources.get(id);
    if (source === undefined || text.trim() === '') return [];
    const fitted = fits.get(id);
    const spans = fitted === undefined ? spokenSpans(source) : [{ startMs: fitted.startMs, endMs: fitted.endMs }];
    const heard = fitted === undefined ? undefined : dubbedWords(fitted, spoken.get(id));
    const words =
      heard ??
      distributeWordTimes({ text, language: translation.language, spans }).map(
        (word): Word => ({
          text: word.text,
          startMs: word.startMs,
          endMs: word.endMs,
        }),
      );
    const speaker = speakerName(source.speaker, transcript.speakers);
    return [
      {
        id,
        ...(speaker === undefined ? {} : { speaker }),
        startMs: fitted?.startMs ?? source.startMs,
        endMs: fitted?.endMs ?? source.endMs,
        text,
        words,
        ...(alternatives === undefined ? {} : { alternatives }),
      },
    ];
  });
}
