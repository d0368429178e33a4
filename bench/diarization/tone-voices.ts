import type { SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';

export const RATE_HZ = 16_000;
/** Voices the generated models know, each two tones. */
export const VOICES_HZ = [
  [320, 1300],
  [520, 2300],
  [840, 3400],
  [190, 4500],
] as const;
/** Of every tone. */
export const AMPLITUDE = 0.2;

/** A recording in which voices sound exactly during their turns; the speaker of a turn is the number of a voice. */
export function soundTurns(turns: readonly SpeakerTurn[], seconds: number): Float32Array {
  const samples = new Float32Array(seconds * RATE_HZ);
  for (const { speaker, startMs, endMs } of turns) {
    const tones = VOICES_HZ[Number(speaker)] ?? [];
    for (let n = Math.round(startMs * 16); n < Math.min(samples.length, Math.round(endMs * 16)); n++) {
      for (const hz of tones) samples[n] = (samples[n] ?? 0) + AMPLITUDE * Math.sin((2 * Math.PI * hz * n) / RATE_HZ);
    }
  }
  return samples;
}
