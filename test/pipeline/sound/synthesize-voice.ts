import { createNoise } from '../../../bench/sound/synthesize-music.js';

export interface VoiceParams {
  readonly sampleRateHz: number;
  readonly seconds: number;
  readonly pitchHz: number;
  readonly seed?: number;
  /** Scales the formants: 1 = a long vocal tract, 1.18 = a short one. */
  readonly tract?: number;
}

const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;

/**
 * A babbling voice for tests: syllables of changing vowels at four per second, pitch that rises and falls all the time,
 * hissing consonants and a pause after every seventh syllable. Peaks stay under 0.5.
 */
export function synthesizeVoice({ sampleRateHz, seconds, pitchHz, seed = 3, tract = 1 }: VoiceParams): Float32Array {
  const length = Math.round(seconds * sampleRateHz);
  const noise = createNoise(seed);
  const source = new Float32Array(length);
  const vowels: number[] = [];
  let phase = 0;
  for (let i = 0; i < length; i++) {
    const t = i / sampleRateHz;
    const syllable = Math.floor(t * 4);
    const within = t * 4 - syllable;
    vowels[i] = (syllable * 3 + seed) % VOWELS.length;
    const isPause = syllable % 8 === 7;
    const loud = isPause ? 0 : Math.sin(Math.PI * Math.min(1, within / 0.9)) ** 0.7;
    const glide = 1 + 0.14 * Math.sin(2 * Math.PI * 0.7 * t + seed) + 0.05 * Math.sin(2 * Math.PI * 3.1 * t);
    phase += (pitchHz * glide) / sampleRateHz;
    const pulse = phase >= 1 ? 1 : 0;
    if (phase >= 1) phase -= 1;
    const hiss = within < 0.18 ? 0.12 : 0.01;
    source[i] = loud * (within < 0.15 ? 0 : pulse) + (isPause ? 0 : hiss * noise());
  }
  return normalize(formants({ source, vowels, sampleRateHz, tract }));
}

interface FormantParams {
  readonly source: Float32Array;
  readonly vowels: readonly number[];
  readonly sampleRateHz: number;
  readonly tract: number;
}

function formants({ source, vowels, sampleRateHz, tract }: FormantParams): Float32Array {
  const output = new Float32Array(source.length);
  for (const formant of [0, 1, 2] as const) {
    let y1 = 0;
    let y2 = 0;
    let hz = 500;
    for (let i = 0; i < source.length; i++) {
      const wanted = (VOWELS[vowels[i] ?? 0] ?? VOWELS[0])[formant] * tract;
      hz += (wanted - hz) * (100 / sampleRateHz);
      const radius = Math.exp((-Math.PI * (60 + 30 * formant)) / sampleRateHz);
      const y =
        (source[i] ?? 0) * (1 - radius) +
        2 * radius * Math.cos((2 * Math.PI * hz) / sampleRateHz) * y1 -
        radius ** 2 * y2;
      y2 = y1;
      y1 = y;
      output[i] = (output[i] ?? 0) + y / (1 + formant);
    }
  }
  return output;
}

function normalize(samples: Float32Array): Float32Array {
  const peak = samples.reduce((high, sample) => Math.max(high, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (sample * 0.45) / peak);
}
