import { resample } from '../../../../pipeline/sound/resample.js';
import { runEspeak } from '../espeak/run-espeak.js';
import { timeSpeech } from '../espeak/time-speech.js';
import type { ModelFrames } from './align-frames.js';
import { normalizeFeatures, speechFeatures } from './speech-features.js';

/** A word of a segment, as written. */
export interface ModelWord {
  readonly segment: number;
  readonly text: string;
}

/** Several segments spoken one after the other, ready to be looked for. */
export interface SpokenModel extends ModelFrames {
  readonly words: readonly ModelWord[];
}

export interface SpeakModelParams {
  readonly texts: readonly string[];
  /** An espeak-ng voice. */
  readonly voice: string;
  readonly hopMs: number;
  readonly signal: AbortSignal;
}

/** The rate of the recordings that recognizers and aligners get. */
export const ANALYSIS_RATE_HZ = 16_000;
const WORDS_PER_MINUTE = 165;
const PITCH = 50;
const RANGE = 50;

/** Speaks the texts and cuts away what is not a word. Texts with nothing to say give no words. */
export async function speakModel(params: SpeakModelParams): Promise<SpokenModel> {
  const spoken = await runEspeak(
    params.texts.map((text) => ({
      voice: params.voice,
      text,
      wordsPerMinute: WORDS_PER_MINUTE,
      pitch: PITCH,
      range: RANGE,
    })),
    params.signal,
  );
  const words: ModelWord[] = [];
  const wordStarts: number[] = [];
  const followsMark: boolean[] = [];
  const frames: Float64Array[] = [];
  spoken.forEach((speech, segment) => {
    const text = params.texts[segment] ?? '';
    const timed = timeSpeech(text, speech, 0, speech.samples.length).words;
    if (timed.length === 0) return;
    const signal = Float32Array.from(speech.samples, (sample) => sample / 32768);
    const samples = resample({ samples: signal, fromHz: speech.sampleRateHz, toHz: ANALYSIS_RATE_HZ });
    const features = speechFeatures(samples, ANALYSIS_RATE_HZ, params.hopMs);
    for (const [at, word] of timed.entries()) {
      const from = Math.min(features.length - 1, Math.floor(word.startMs / params.hopMs));
      const to = Math.max(from + 1, Math.min(features.length, Math.round(word.endMs / params.hopMs)));
      words.push({ segment, text: word.text });
      wordStarts.push(frames.length);
      followsMark.push(at === 0 || /[,.;:!?…–—)]$/.test(timed[at - 1]?.text ?? ''));
      frames.push(...features.slice(from, to));
    }
  });
  return { words, wordStarts, followsMark, frames: normalizeFeatures(frames, () => true) };
}
