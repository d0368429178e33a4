import { type ExtractAudioParams, extractAudio } from './extract-audio.js';

/** What the mix works on: stereo 48 kHz FLAC on the job's timeline. Failure codes as `extractAudio`. */
export async function extractOriginalAudio(params: ExtractAudioParams): Promise<void> {
  await extractAudio(params, { sampleRateHz: 48_000, channels: 2, codec: 'flac' });
}
