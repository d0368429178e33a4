import type { Segment, Transcript } from '../contracts/transcript.js';
import { areSpeakersKnown } from './are-speakers-known.js';
import { clusterSpeakers } from './cluster-speakers.js';
import { cutUnits } from './cut-units.js';
import { numberSpeakers } from './number-speakers.js';
import { pitchesInSegment } from './pitches-in-segment.js';
import { profileSpeakers } from './profile-speakers.js';
import { refineSpeakers } from './refine-speakers.js';
import { splitBySpeaker } from './split-by-speaker.js';
import type { VoiceFeatures } from './voice-features.js';

export interface DiarizeParams {
  readonly transcript: Transcript;
  /** Features of every segment, in transcript order. */
  readonly features: readonly VoiceFeatures[];
  /** How many people speak, where someone knows; else it is found. */
  readonly speakerCount?: number | undefined;
}

/**
 * Finds out who says what: voices are clustered, words that sound like another speaker move there, segments are split
 * where the speaker changes. Speakers are `spk_1`, `spk_2`… in order of first appearance. Speakers the transcript
 * already names for every segment are kept and only described.
 */
export function diarize({ transcript, features, speakerCount }: DiarizeParams): Transcript {
  const isKept = areSpeakersKnown(transcript, speakerCount);
  const segments = isKept ? transcript.segments : separateSpeakers({ transcript, features, speakerCount });
  const pitches = new Map(segments.map((segment) => [segment.id, pitchesInSegment(segment, features)]));
  return {
    ...transcript,
    segments,
    speakers: profileSpeakers({ segments, pitches, known: isKept ? transcript.speakers : [] }),
  };
}

function separateSpeakers({ transcript, features, speakerCount }: DiarizeParams): Segment[] {
  const units = transcript.segments.flatMap((segment, index) => {
    const own = features[index];
    return own === undefined ? [] : cutUnits({ segment, index, features: own });
  });
  const labels = refineSpeakers({ units, labels: clusterSpeakers({ units, speakerCount }) });
  const segments = transcript.segments.flatMap((segment, index) => {
    const own = labels.filter((_, i) => units[i]?.segment === index);
    return splitBySpeaker({ segment, speakers: own.map(String) });
  });
  return numberSpeakers(segments);
}
