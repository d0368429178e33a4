import type { Segment, Transcript } from '../contracts/transcript.js';

const withoutSpeaker = ({ speaker: _, ...segment }: Segment): Segment => segment;

/**
 * A transcript whose speakers can be named on screen in any language: a speaker without a name is numbered in order of
 * appearance, in the digits of that language. An only speaker without a name is not named at all.
 */
export function nameSpeakers(transcript: Transcript, language: string): Transcript {
  const { segments, speakers = [] } = transcript;
  const ids = [...new Set(segments.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])))];
  const known = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const [only] = ids;
  if (ids.length === 1 && only !== undefined && known.get(only)?.label === undefined) {
    return { ...transcript, segments: segments.map(withoutSpeaker) };
  }
  const digits = new Intl.NumberFormat(language, { useGrouping: false });
  const named = ids.map((id, index) => {
    const speaker = known.get(id);
    return { ...speaker, id, label: speaker?.label ?? digits.format(index + 1) };
  });
  return { ...transcript, speakers: named };
}
