import type { WavReader } from '../../media/open-wav.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';
import type { HeardFrames } from './align-frames.js';
import { normalizeFeatures, speechFeatures } from './speech-features.js';

export interface HearRecordingParams {
  readonly wav: WavReader;
  readonly regions: readonly SpeechRegion[];
  readonly startMs: number;
  readonly endMs: number;
  readonly hopMs: number;
}

/** Read at once; a two-hour recording is looked at minute by minute. */
const PIECE_MS = 60_000;
/** Analysis windows reach a little past their hop. */
const OVERHANG_MS = 25;

/** Detected speech is padded; its edges are silence or breath. */
const EDGE_MS = 60;

/** Features of a part of a recording, and where in it somebody speaks. */
export async function hearRecording(params: HearRecordingParams): Promise<HeardFrames> {
  const { wav, regions, startMs, endMs, hopMs } = params;
  const perMs = wav.sampleRateHz / 1000;
  const frames: Float64Array[] = [];
  for (let at = startMs; at < endMs; at += PIECE_MS) {
    const to = Math.min(endMs, at + PIECE_MS);
    const count = Math.ceil((to - at) / hopMs);
    const samples = await wav.read(Math.round(at * perMs), Math.round((to + OVERHANG_MS) * perMs));
    const padded = new Float32Array(Math.ceil((count * hopMs + OVERHANG_MS) * perMs));
    samples.forEach((sample, index) => {
      if (index < padded.length) padded[index] = sample / 32768;
    });
    frames.push(...speechFeatures(padded, wav.sampleRateHz, hopMs).slice(0, count));
  }
  const isSpeech = Uint8Array.from(frames, (_frame, index) => {
    const ms = startMs + (index + 0.5) * hopMs;
    return regions.some((region) => ms >= region.startMs + EDGE_MS && ms < region.endMs - EDGE_MS) ? 1 : 0;
  });
  return { frames: normalizeFeatures(frames, (index) => isSpeech[index] === 1), isSpeech };
}
