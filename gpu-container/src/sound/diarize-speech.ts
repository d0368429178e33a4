import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { diarize } from '../../../pipeline/speech/diarize.js';
import { type VoiceFeatures, voiceFeatures } from '../../../pipeline/speech/voice-features.js';
import { abortError } from '../process/abort-error.js';
import { openWavReader } from './open-wav-reader.js';

export interface DiarizeSpeechParams {
  /** Mono WAV on the job's timeline, 16 kHz. */
  readonly speechPath: string;
  readonly transcript: Transcript;
  /** How many people speak, where someone knows. */
  readonly speakerCount?: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** Listening is nearly all of the work; the clustering afterwards is quick. */
const LISTENING_SHARE = 0.9;

/**
 * Puts a speaker on every segment of a transcript and describes the speakers. Holds features, never the sound, of more
 * than one segment in memory. Fails with `source-damaged`, `cancelled`.
 */
export async function diarizeSpeech(params: DiarizeSpeechParams): Promise<Transcript> {
  const { transcript, speakerCount, signal, onProgress } = params;
  const reader = await openWavReader(params.speechPath);
  try {
    const { sampleRateHz } = reader;
    const features: VoiceFeatures[] = [];
    for (const { startMs, endMs } of transcript.segments) {
      if (signal.aborted) throw abortError(signal, 'Diarization');
      const from = Math.max(0, Math.floor((startMs * sampleRateHz) / 1000));
      const frames = Math.max(0, Math.ceil((endMs * sampleRateHz) / 1000) - from);
      const [samples = new Float32Array(0)] = await reader.readAt(from, frames);
      features.push(voiceFeatures({ samples, sampleRateHz, startMs }));
      onProgress?.((LISTENING_SHARE * features.length) / transcript.segments.length);
    }
    const diarized = diarize({ transcript, features, speakerCount });
    onProgress?.(1);
    return diarized;
  } finally {
    await reader.close();
  }
}
