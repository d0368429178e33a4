import { createMagnitudeSpectrum } from '../../neural/create-magnitude-spectrum.js';
import { reflectIndex } from '../../neural/reflect-index.js';
import { applyMelBank, slaneyMelBank } from '../../neural/slaney-mel-bank.js';

export const WAV2LIP_BANDS = 80;
/** Rows a second: 16 kHz in steps of 200 samples. */
export const WAV2LIP_ROWS_PER_SECOND = 80;

const RATE_HZ = 16_000;
const FRAME = 800;
const HOP = 200;
const PRE_EMPHASIS = 0.97;
const REFERENCE_DB = 20;
const LOWEST_DB = -100;
const LARGEST = 4;
/** scipy's and librosa's window: periodic. */
const WINDOW = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));
const BANK = slaneyMelBank({
  sampleRateHz: RATE_HZ,
  fftSize: FRAME,
  bands: WAV2LIP_BANDS,
  lowestHz: 55,
  highestHz: 7600,
});

/** Rows of the spectrogram, computed when asked for. */
export interface Wav2lipMel {
  readonly rows: number;
  /** The 80 values of one row, −4…4. */
  row(index: number): Float32Array;
}

/** The spectrogram of Wav2Lip's `audio.melspectrogram`: pre-emphasis, 50 ms frames, decibels scaled to −4…4. */
export function createWav2lipMel(samples: Float32Array): Wav2lipMel {
  const spectrum = createMagnitudeSpectrum(FRAME);
  const frame = new Float64Array(FRAME);
  const emphasised = (index: number): number =>
    (samples[index] ?? 0) - (index > 0 ? PRE_EMPHASIS * (samples[index - 1] ?? 0) : 0);
  return {
    rows: samples.length === 0 ? 0 : Math.floor(samples.length / HOP) + 1,
    row: (index) => {
      const start = index * HOP - FRAME / 2;
      for (let i = 0; i < FRAME; i++) {
        frame[i] = emphasised(reflectIndex(start + i, samples.length)) * (WINDOW[i] ?? 0);
      }
      return Float32Array.from(applyMelBank(BANK, spectrum(frame)), scaleLevel);
    },
  };
}

function scaleLevel(amplitude: number): number {
  const db = Math.max(LOWEST_DB, 20 * Math.log10(amplitude)) - REFERENCE_DB;
  return Math.max(-LARGEST, Math.min(LARGEST, 2 * LARGEST * ((db - LOWEST_DB) / -LOWEST_DB) - LARGEST));
}
