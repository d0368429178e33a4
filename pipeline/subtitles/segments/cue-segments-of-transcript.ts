import type { Speaker, Transcript } from '../../contracts/transcript.js';
import type { CueSegment } from '../cueing/cue-segment.js';

/** The name a speaker goes by on screen. */
export const speakerName = (id: string | undefined, speakers: readonly Speaker[] | undefined): string | undefined =>
  id === undefined ? undefined : (speakers?.find((speaker) => speaker.id === id)?.label ?? id);

/** A transcript's segments as they are to be shown in their own language. */
export const cueSegmentsOfTranscript = ({ segments, speakers }: Transcript): CueSegment[] =>
  segments.map((segment) => {
    const speaker = speakerName(segment.speaker, speakers);
    return {
      id: segment.id,
      ...(speaker === undefined ? {} : { speaker }),
      startMs: segment.startMs,
      endMs: segment.endMs,
      text: segment.text,
      words: segment.words,
    };
  });
