import type { MelSpectrogram } from '../../../../pipeline/ports/vocoder.js';
import { createMagnitudeSpectrum } from '../../neural/create-magnitude-spectrum.js';
import { reflectIndex } from '../../neural/reflect-index.js';
import { applyMelBank, slaneyMelBank } from '../../neural/slaney-mel-bank.js';

export const HIFIGAN_RATE_HZ = 22_050;
export const HIFIGAN_HOP = 256;
export const HIFIGAN_BANDS = 80;
const FRAME = 1024;
const PAD = (FRAME - HIFIGAN_HOP) / 2;
const FLOOR = 1e-5;
/** Added to the power before the root, as in training. */
const POWER_OFFSET = 1e-9;
const WINDOW = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));
const BANK = slaneyMelBank({
  sampleRateHz: HIFIGAN_RATE_HZ,
  fftSize: FRAME,
  bands: HIFIGAN_BANDS,
  lowestHz: 0,
  highestHz: 8000,
});

/** The spectrogram HiFi-GAN was trained on (its `meldataset.mel_spectrogram`). Needs more than 384 samples. */
export function hifiganMel(samples: Float32Array): MelSpectrogram {
  const frames = Math.max(0, Math.floor((samples.length + 2 * PAD - FRAME) / HIFIGAN_HOP) + 1);
  const values = new Float32Array(HIFIGAN_BANDS * frames);
  const spectrum = createMagnitudeSpectrum(FRAME);
  const frame = new Float64Array(FRAME);
  for (let index = 0; index < frames; index++) {
    const start = index * HIFIGAN_HOP - PAD;
    for (let i = 0; i < FRAME; i++) {
      frame[i] = (samples[reflectIndex(start + i, samples.length)] ?? 0) * (WINDOW[i] ?? 0);
    }
    const magnitudes = spectrum(frame).map((value) => Math.sqrt(value * value + POWER_OFFSET));
    for (const [band, sum] of applyMelBank(BANK, magnitudes).entries()) {
      values[band * frames + index] = Math.log(Math.max(FLOOR, sum));
    }
  }
  return { bands: HIFIGAN_BANDS, frames, values };
}
