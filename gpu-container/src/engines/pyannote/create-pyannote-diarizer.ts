import type { Segment, Transcript } from '../../../../pipeline/contracts/transcript.js';
import type { Diarizer, DiarizeSpeechParams } from '../../../../pipeline/ports/diarizer.js';
import { areSpeakersKnown } from '../../../../pipeline/speech/are-speakers-known.js';
import { labelByTurns } from '../../../../pipeline/speech/label-by-turns.js';
import { type PitchedStretch, pitchesInSegment } from '../../../../pipeline/speech/pitches-in-segment.js';
import { profileSpeakers } from '../../../../pipeline/speech/profile-speakers.js';
import { voicePitches } from '../../../../pipeline/speech/voice-pitches.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import { abortError } from '../../process/abort-error.js';
import { openWavReader, type WavReader } from '../../sound/open-wav-reader.js';
import { findTurns } from './find-turns.js';

/** The rest of the work is to measure the pitch of what was said. */
const LISTENING_SHARE = 0.9;

/**
 * Diarization as pyannote does it (Plaquet and Bredin, Interspeech 2023): a segmentation of overlapping windows into up
 * to three local speakers, two of them at once; an embedding of each of those (WeSpeaker, Wang et al., ICASSP 2023); the
 * embeddings clustered to people. Fails with `engine-missing` without the weights.
 */
export function createPyannoteDiarizer(deps: NeuralDeps): Diarizer {
  return {
    diarize: async (params) => {
      const reader = await openWavReader(params.speechPath);
      try {
        const transcript = await diarizeFile(deps, reader, params);
        params.onProgress?.(1);
        return transcript;
      } finally {
        await reader.close();
      }
    },
  };
}

async function diarizeFile(deps: NeuralDeps, reader: WavReader, params: DiarizeSpeechParams): Promise<Transcript> {
  const { transcript, speakerCount, signal, onProgress } = params;
  const isKept = areSpeakersKnown(transcript, speakerCount);
  const listening = { reader, spans: transcript.segments, speakerCount, signal };
  const onHeard = (fraction: number): void => onProgress?.(LISTENING_SHARE * fraction);
  const segments: readonly Segment[] = isKept
    ? transcript.segments
    : labelByTurns({ transcript, turns: await findTurns(deps, { ...listening, onProgress: onHeard }) });
  const stretches = await trackPitches(reader, params);
  const pitches = new Map(segments.map((segment) => [segment.id, pitchesInSegment(segment, stretches)]));
  const speakers = profileSpeakers({ segments, pitches, known: isKept ? transcript.speakers : [] });
  return { ...transcript, segments: [...segments], speakers };
}

/** The pitches of every segment as it was before it was cut. */
async function trackPitches(reader: WavReader, params: DiarizeSpeechParams): Promise<PitchedStretch[]> {
  const { sampleRateHz } = reader;
  const { segments } = params.transcript;
  const stretches: PitchedStretch[] = [];
  for (const { startMs, endMs } of segments) {
    if (params.signal.aborted) throw abortError(params.signal, 'Diarization');
    const from = Math.max(0, Math.floor((startMs * sampleRateHz) / 1000));
    const frames = Math.max(0, Math.ceil((endMs * sampleRateHz) / 1000) - from);
    const [samples = new Float32Array(0)] = await reader.readAt(from, frames);
    stretches.push({ startMs, pitches: voicePitches({ samples, sampleRateHz }) });
    params.onProgress?.(LISTENING_SHARE + ((1 - LISTENING_SHARE) * stretches.length) / segments.length);
  }
  return stretches;
}
