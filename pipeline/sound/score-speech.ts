import { trackPitch } from './track-pitch.js';

export interface ScoreSpeechParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

const HOP_MS = 10;
/** Pitch of a voice moves all the time; notes of instruments stand still. Relative change per hop. */
const GLIDE = { least: 0.002, most: 0.06 } as const;
/** Changes above this are octave errors or a new note, and say nothing. */
const LARGEST_STEP = 0.1;
/** Share of voiced frames in ordinary speech, pauses included. */
const USUAL_VOICED_SHARE = 0.15;

/**
 * How speech-like a sound is, 0…1: the share of pitched moments whose pitch glides, less when hardly any are pitched.
 * Speech alone scores 0.6 and more, plucked or held notes 0.2 and less; singing scores like speech.
 */
export function scoreSpeech({ samples, sampleRateHz }: ScoreSpeechParams): number {
  const pitches = trackPitch({ samples, sampleRateHz, hopMs: HOP_MS });
  let voiced = 0;
  let steps = 0;
  let glides = 0;
  for (let i = 1; i < pitches.length; i++) {
    const now = pitches[i] ?? 0;
    const before = pitches[i - 1] ?? 0;
    if (now > 0) voiced += 1;
    if (now <= 0 || before <= 0) continue;
    const change = Math.abs(Math.log(now / before));
    if (change < LARGEST_STEP) steps += 1;
    if (change > GLIDE.least && change < GLIDE.most) glides += 1;
  }
  if (steps === 0) return 0;
  return (glides / steps) * Math.min(1, voiced / (pitches.length * USUAL_VOICED_SHARE));
}
