import type { SpeakingFaces } from '../contracts/speaking-faces.js';
import type { Segment } from '../contracts/transcript.js';
import { type ChooseSpeakersParams, chooseSpeakers, type SpeakerChoice } from './choose-speakers.js';
import type { SeenTrack } from './seen-track.js';
import { spanSpeech } from './span-speech.js';

export interface MatchFacesParams extends ChooseSpeakersParams {
  /** One for each segment; chosen by lips and sound unless given. */
  readonly choices?: readonly SpeakerChoice[];
}

/** Who is seen speaking what. Who cannot be told is left alone, with the reason. */
export function matchFaces(params: MatchFacesParams): SpeakingFaces {
  const { tracks, segments, choices = chooseSpeakers(params) } = params;
  const people = [...new Set(tracks.map(({ person }) => person))];
  const spans: SpeakingFaces['spans'] = [];
  const untouched: SpeakingFaces['untouched'] = [];
  for (const [index, segment] of segments.entries()) {
    const choice = choices[index];
    if (choice?.kind !== 'person') {
      const { id: segmentId, startMs, endMs } = segment;
      untouched.push({ segmentId, startMs, endMs, reason: choice?.reason ?? 'no-face' });
      continue;
    }
    const own = tracks.filter(({ person }) => person === choice.person);
    const spanned = spanSpeech({ segment, tracks: own, confidence: choice.confidence });
    spans.push(...spanned.spans);
    untouched.push(...spanned.untouched);
  }
  return { people: people.map((id) => describe(id, tracks, segments, spans)), spans, untouched };
}

/** A person, their tracks, and the voice most of their spans were spoken with. */
function describe(
  id: string,
  tracks: readonly SeenTrack[],
  segments: readonly Segment[],
  spans: SpeakingFaces['spans'],
): SpeakingFaces['people'][number] {
  const voices = new Map(segments.map((segment) => [segment.id, segment.speaker]));
  const spoken = new Map<string, number>();
  for (const { person, segmentId, startMs, endMs } of spans) {
    const voice = voices.get(segmentId);
    if (person === id && voice !== undefined) spoken.set(voice, (spoken.get(voice) ?? 0) + endMs - startMs);
  }
  const [speaker] = [...spoken].sort((a, b) => b[1] - a[1])[0] ?? [];
  const own = tracks.filter(({ person }) => person === id).map(({ part, trackId }) => ({ part, trackId }));
  return { id, tracks: own, ...(speaker === undefined ? {} : { speaker }) };
}
