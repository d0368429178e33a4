import type { FitPlan, FittedSegment } from '../contracts/fit-plan.js';
import type { Speech, SpokenSegment } from '../contracts/spoken-segment.js';
import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';
import type { Word } from '../contracts/word.js';
import type { CueSegment } from '../subtitles/cueing/cue-segment.js';

export interface DubbedCueSegmentsParams {
  readonly transcript: Transcript;
  readonly translation: Translation;
  readonly speech: Speech;
  readonly fit: FitPlan;
}

/**
 * The translated segments with the times at which the dub says them, word by word where the synthesizer told.
 * What is not spoken keeps the original's times.
 */
export function dubbedCueSegments({ transcript, translation, speech, fit }: DubbedCueSegmentsParams): CueSegment[] {
  const placed = new Map(fit.segments.map((segment) => [segment.id, segment]));
  const spoken = new Map(speech.segments.map((segment) => [segment.id, segment]));
  const original = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  return translation.segments.flatMap(({ id, text }): CueSegment[] => {
    const said = original.get(id);
    if (said === undefined || text.trim() === '') return [];
    const place = placed.get(id);
    const words = place && wordsOnTimeline(place, spoken.get(id));
    return [
      {
        id,
        text,
        startMs: place?.startMs ?? said.startMs,
        endMs: place?.endMs ?? said.endMs,
        ...(said.speaker === undefined ? {} : { speaker: said.speaker }),
        ...(words && { words }),
      },
    ];
  });
}

/** Word times of the audio, at the rate and with the pauses it is played with. */
function wordsOnTimeline({ startMs, rate, pauses = [] }: FittedSegment, spoken: SpokenSegment | undefined) {
  const at = (timeMs: number) =>
    Math.round(
      startMs +
        timeMs / rate +
        pauses.filter((pause) => pause.atMs < timeMs).reduce((sum, pause) => sum + pause.durationMs, 0),
    );
  return spoken?.words?.map((word): Word => ({ ...word, startMs: at(word.startMs), endMs: at(word.endMs) }));
}
