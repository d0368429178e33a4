import { createPowerSpectrum } from '../../neural/create-power-spectrum.js';
import { slaneyMelBank } from '../../neural/slaney-mel-bank.js';

/** Log-mel features of 30 s. */
export interface Spectrogram {
  readonly mels: number;
  readonly frames: number;
  /** [mel, frame]. */
  readonly data: Float32Array;
}

const SAMPLE_RATE_HZ = 16_000;
const WINDOW_SAMPLES = 480_000;
const FFT_SIZE = 400;
const HOP = 160;
const FRAMES = WINDOW_SAMPLES / HOP;
const FLOOR = 1e-10;
/** What is quieter than the loudest by more is cut off: eight powers of ten. */
const RANGE = 8;

/**
 * Builds Whisper's features of up to 30 s of 16 kHz samples (openai/whisper, audio.py): a Hann window every 10 ms, Slaney's
 * mel bands, logarithms. The silence behind the sound is not transformed: it is known what it gives.
 */
export function createLogMel(mels: number): (samples: Float32Array) => Spectrogram {
  const bank = slaneyMelBank({
    ...{ sampleRateHz: SAMPLE_RATE_HZ, fftSize: FFT_SIZE, bands: mels },
    ...{ lowestHz: 0, highestHz: SAMPLE_RATE_HZ / 2 },
  });
  const powersOf = createPowerSpectrum(FFT_SIZE);
  const hann = Float64Array.from({ length: FFT_SIZE }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FFT_SIZE));
  const frame = new Float64Array(FFT_SIZE);
  return (samples) => {
    const data = new Float32Array(mels * FRAMES).fill(Math.log10(FLOOR));
    const heard = Math.min(FRAMES, Math.ceil((samples.length + FFT_SIZE / 2) / HOP));
    for (let at = 0; at < heard; at++) {
      cutFrame({ samples, at, hann, frame });
      const powers = powersOf(frame);
      for (const [band, { firstBin, weights }] of bank.entries()) {
        let sum = 0;
        for (let bin = 0; bin < weights.length; bin++) sum += (weights[bin] ?? 0) * (powers[firstBin + bin] ?? 0);
        data[band * FRAMES + at] = Math.log10(Math.max(FLOOR, sum));
      }
    }
    normalise(data);
    return { mels, frames: FRAMES, data };
  };
}

interface CutFrameParams {
  readonly samples: Float32Array;
  readonly at: number;
  readonly hann: Float64Array;
  readonly frame: Float64Array;
}

/** The window is centred on its moment; what lies before the beginning or behind the 30 s is mirrored. */
function cutFrame({ samples, at, hann, frame }: CutFrameParams): void {
  const from = at * HOP - FFT_SIZE / 2;
  const last = WINDOW_SAMPLES - 1;
  for (let n = 0; n < FFT_SIZE; n++) {
    const place = Math.abs(from + n);
    frame[n] = (samples[place > last ? 2 * last - place : place] ?? 0) * (hann[n] ?? 0);
  }
}

function normalise(data: Float32Array): void {
  let loudest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < data.length; at++) loudest = Math.max(loudest, data[at] ?? 0);
  const floor = loudest - RANGE;
  for (let at = 0; at < data.length; at++) data[at] = (Math.max(data[at] ?? 0, floor) + 4) / 4;
}
