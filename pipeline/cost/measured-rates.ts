import type { StageName } from '../contracts/stage-name.js';

/**
 * Compute of one stage: `fixedS` + `perVideoS` for each second of video + `perSpeechS` for each second of speech +
 * `perSeenS` for each second of video in which somebody is seen speaking.
 */
export interface MeasuredRate {
  readonly stage: StageName;
  /** The engine it was measured with; absent for stages that need none. */
  readonly engine?: string;
  readonly fixedS: number;
  readonly perVideoS: number;
  readonly perSpeechS: number;
  /** Absent: faces make no difference. */
  readonly perSeenS?: number;
  /** What is metered by a service beside the time of the worker. */
  readonly metered?: 'translator-character' | 'speech-recognition-second' | 'speech-synthesis-character';
  /** Where the numbers are from. */
  readonly source: string;
}

const local = 'seven jobs of 6 to 189 s, English to Spanish and French, two virtual cores at 2.5 GHz, 2026-11-21';
const faces =
  'jobs of 3 to 42 s under a load of 6 to 10, divided by how much longer than by their own rates the other stages took, 2026-11-21';
const service = 'not measured: time at a service, taken as a tenth of the sound';

/** Compute of every stage as it was measured, by engine where one does the work. */
export const measuredRates: readonly MeasuredRate[] = [
  { stage: 'survey', fixedS: 0.07, perVideoS: 0, perSpeechS: 0, source: local },
  { stage: 'ingest', fixedS: 0.02, perVideoS: 0.0002, perSpeechS: 0, source: local },
  { stage: 'probe', fixedS: 0.2, perVideoS: 0, perSpeechS: 0, source: local },
  { stage: 'separate', engine: 'centre-extraction', fixedS: 0.27, perVideoS: 0.004, perSpeechS: 0, source: local },
  { stage: 'detect-shots', fixedS: 0.25, perVideoS: 0.032, perSpeechS: 0, source: local },
  { stage: 'index-frames', fixedS: 0.35, perVideoS: 0.006, perSpeechS: 0, source: faces },
  {
    stage: 'track-faces',
    engine: 'human-models',
    fixedS: 0.5,
    perVideoS: 0.27,
    perSpeechS: 0,
    perSeenS: 0.22,
    source: faces,
  },
  { stage: 'transcribe', engine: 'pocketsphinx', fixedS: 2.4, perVideoS: 0, perSpeechS: 0.115, source: local },
  { stage: 'diarize', engine: 'voice-clusters', fixedS: 0.06, perVideoS: 0, perSpeechS: 0.009, source: local },
  { stage: 'match-faces', fixedS: 0.07, perVideoS: 0.002, perSpeechS: 0, source: faces },
  { stage: 'translate', engine: 'apertium', fixedS: 0.32, perVideoS: 0, perSpeechS: 0.001, source: local },
  { stage: 'synthesize', engine: 'espeak', fixedS: 0.6, perVideoS: 0, perSpeechS: 0.035, source: local },
  { stage: 'fit', fixedS: 0.08, perVideoS: 0, perSpeechS: 0.0005, source: local },
  { stage: 'mix', fixedS: 0.9, perVideoS: 0.085, perSpeechS: 0, source: local },
  {
    stage: 'lip-sync',
    engine: 'own-mouth',
    fixedS: 1.5,
    perVideoS: 0,
    perSpeechS: 0,
    perSeenS: 0.6,
    source: faces,
  },
  { stage: 'subtitle', fixedS: 0.08, perVideoS: 0, perSpeechS: 0.0006, source: local },
  { stage: 'package', fixedS: 0.15, perVideoS: 0.03, perSpeechS: 0, source: local },
  { stage: 'verify', fixedS: 0.45, perVideoS: 0.019, perSpeechS: 0, source: local },
  {
    stage: 'transcribe',
    engine: 'azure-speech',
    fixedS: 1,
    perVideoS: 0.1,
    perSpeechS: 0,
    metered: 'speech-recognition-second',
    source: service,
  },
  {
    stage: 'translate',
    engine: 'azure-translator',
    fixedS: 0.5,
    perVideoS: 0,
    perSpeechS: 0.01,
    metered: 'translator-character',
    source: service,
  },
  {
    stage: 'synthesize',
    engine: 'azure-speech',
    fixedS: 1,
    perVideoS: 0,
    perSpeechS: 0.1,
    metered: 'speech-synthesis-character',
    source: service,
  },
];
