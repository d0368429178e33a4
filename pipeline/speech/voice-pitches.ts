import { resample } from '../sound/resample.js';
import { trackPitch } from '../sound/track-pitch.js';

export interface VoicePitchesParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Distance between two pitches. */
export const PITCH_HOP_MS = 20;
/** Voices are told apart below 4 kHz; a quarter of the samples makes pitch tracking four times as fast. */
const PITCH_RATE_HZ = 8000;

/** Fundamental frequency of a voice per `PITCH_HOP_MS` in Hz, 0 where unvoiced. */
export function voicePitches({ samples, sampleRateHz }: VoicePitchesParams): Float64Array {
  const slow = resample({ samples, fromHz: sampleRateHz, toHz: PITCH_RATE_HZ });
  return trackPitch({ samples: slow, sampleRateHz: PITCH_RATE_HZ, hopMs: PITCH_HOP_MS });
}
