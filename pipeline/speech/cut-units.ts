import type { Segment } from '../contracts/transcript.js';
import type { SpeechUnit } from './speech-unit.js';
import { type VoiceFeatures, voicedFrames, voicedMs } from './voice-features.js';

export interface CutUnitsParams {
  readonly segment: Segment;
  readonly index: number;
  readonly features: VoiceFeatures;
}

/** Cuts a segment into its words; each reaches to the next, so that no voice between them is lost. */
export function cutUnits({ segment, index, features }: CutUnitsParams): SpeechUnit[] {
  const pieces = segment.words.length > 0 ? segment.words : [segment];
  return pieces.map((piece, i) => {
    const span = { startMs: piece.startMs, endMs: Math.max(piece.endMs, pieces[i + 1]?.startMs ?? piece.endMs) };
    return { segment: index, ...span, frames: voicedFrames(features, span), voicedMs: voicedMs(features, span) };
  });
}
