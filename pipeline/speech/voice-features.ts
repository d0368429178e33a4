import { melCepstra } from '../sound/mel-cepstra.js';
import type { TimeSpan } from '../sound/time-span.js';
import { PITCH_HOP_MS, voicePitches } from './voice-pitches.js';

/** What a stretch of speech sounds like, frame by frame; times count from the start of the recording. */
export interface VoiceFeatures {
  readonly startMs: number;
  /** One row per `FEATURE_HOP_MS`: the shape of the spectrum without its loudness. */
  readonly frames: readonly Float32Array[];
  /** Log energy of every row. */
  readonly energies: Float32Array;
  /** Fundamental frequency per `PITCH_HOP_MS` in Hz, 0 where unvoiced. */
  readonly pitches: Float64Array;
}

export interface VoiceFeaturesParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly startMs: number;
}

/** Values that describe one frame. */
export const FEATURE_DIMENSION = 16;
export const FEATURE_HOP_MS = 10;

/** Describes the voice in a stretch of speech. */
export function voiceFeatures({ samples, sampleRateHz, startMs }: VoiceFeaturesParams): VoiceFeatures {
  const rows = melCepstra({ samples, sampleRateHz, coefficients: FEATURE_DIMENSION + 1, hopMs: FEATURE_HOP_MS });
  return {
    startMs,
    frames: rows.map((row) => Float32Array.from(row.subarray(1))),
    energies: Float32Array.from(rows, (row) => row[0] ?? 0),
    pitches: voicePitches({ samples, sampleRateHz }),
  };
}

/** Frames further under the loud ones than this hold no voice, in natural log of power (22 dB). */
const QUIET_LOG_POWER = 5;

/** The frames inside a span that are loud enough to hold a voice. */
export function voicedFrames(features: VoiceFeatures, span: TimeSpan): Float32Array[] {
  const from = Math.max(0, Math.floor((span.startMs - features.startMs) / FEATURE_HOP_MS));
  const to = Math.min(features.frames.length, Math.ceil((span.endMs - features.startMs) / FEATURE_HOP_MS));
  const threshold = loudEnergy(features.energies) - QUIET_LOG_POWER;
  return features.frames
    .slice(from, Math.max(from, to))
    .filter((_, i) => (features.energies[from + i] ?? 0) > threshold);
}

/** How long a pitch is heard inside a span, in ms. */
export function voicedMs({ pitches, startMs }: VoiceFeatures, span: TimeSpan): number {
  const from = Math.max(0, Math.floor((span.startMs - startMs) / PITCH_HOP_MS));
  const to = Math.max(from, Math.ceil((span.endMs - startMs) / PITCH_HOP_MS));
  return pitches.subarray(from, to).filter((hz) => hz > 0).length * PITCH_HOP_MS;
}

function loudEnergy(energies: Float32Array): number {
  const sorted = energies.slice().sort();
  return sorted[Math.floor(sorted.length * 0.9)] ?? 0;
}
