import type { Segment, Transcript } from '../contracts/transcript.js';
import { clusterSpeakers } from './cluster-speakers.js';
import { cutUnits } from './cut-units.js';
import { profileSpeakers } from './profile-speakers.js';
import { refineSpeakers } from './refine-speakers.js';
import { splitBySpeaker } from './split-by-speaker.js';
import { PITCH_HOP_MS, type VoiceFeatures } from './voice-features.js';

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
  const isNamed = transcript.segments.every((segment) => segment.speaker !== undefined);
  const isKept = isNamed && speakerCount === undefined;
  const segments = isKept ? transcript.segments : separateSpeakers({ transcript, features, speakerCount });
  const pitches = new Map(segments.map((segment) => [segment.id, pitchesIn(segment, features)]));
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
  const order = [...new Set(segments.map(({ speaker }) => speaker))];
  return segments.map((segment) => ({ ...segment, speaker: `spk_${order.indexOf(segment.speaker) + 1}` }));
}

/** Voiced pitches inside a segment. */
function pitchesIn(segment: Segment, features: readonly VoiceFeatures[]): number[] {
  const home = features.findLast(({ startMs }) => startMs <= segment.startMs);
  if (home === undefined) return [];
  const from = Math.floor((segment.startMs - home.startMs) / PITCH_HOP_MS);
  const to = Math.ceil((segment.endMs - home.startMs) / PITCH_HOP_MS);
  return [...home.pitches.subarray(from, to)].filter((hz) => hz > 0);
}
