import type { Transcript } from '../../../../pipeline/contracts/transcript.js';
import type { Diarizer, DiarizeSpeechParams } from '../../../../pipeline/ports/diarizer.js';
import { diarize } from '../../../../pipeline/speech/diarize.js';
import { type VoiceFeatures, voiceFeatures } from '../../../../pipeline/speech/voice-features.js';
import { abortError } from '../../process/abort-error.js';
import { openWavReader } from '../../sound/open-wav-reader.js';

/** Listening is nearly all of the work; the clustering afterwards is quick. */
const LISTENING_SHARE = 0.9;

/**
 * Diarization by arithmetic alone: the spectral shape of voices is clustered, words move to the voice they sound like.
 * Holds features, never the sound, of more than one segment in memory. Fails with `source-damaged`, `cancelled`.
 */
export function createVoiceClustersDiarizer(): Diarizer {
  return { diarize: clusterVoicesOf };
}

async function clusterVoicesOf(params: DiarizeSpeechParams): Promise<Transcript> {
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
