import { type ExtractAudioParams, extractAudio } from './extract-audio.js';

/** What recognizers hear: mono 16 kHz 16-bit WAV on the job's timeline. Failure codes as `extractAudio`. */
export async function extractSpeechAudio(params: ExtractAudioParams): Promise<void> {
  await extractAudio(params, { sampleRateHz: 16_000, channels: 1, codec: 'pcm_s16le' });
}
