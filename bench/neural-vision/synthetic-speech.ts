import { createWavWriter } from '../../gpu-container/src/sound/create-wav-writer.js';
import { createNoise } from '../sound/synthesize-music.js';

const RATE = 16_000;

/** Voice-like sound with pauses and noise at 16 kHz, deterministic; second by second, so that length costs nothing. */
export function syntheticSecond(second: number): Float32Array {
  const noise = createNoise(second + 1);
  const isPause = second % 5 === 4;
  return Float32Array.from({ length: RATE }, (_, at) => {
    const t = at / RATE;
    const hz = 120 + 30 * Math.sin(2 * Math.PI * 0.7 * (second + t));
    let voice = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic++) voice += Math.sin(2 * Math.PI * harmonic * hz * t) / harmonic;
    return (isPause ? 0 : 0.1 * voice * Math.abs(Math.sin(2 * Math.PI * 2 * t))) + 0.01 * noise();
  });
}

/** Writes that many seconds of it as a mono 16-bit WAV file. */
export async function writeSyntheticSpeech(path: string, seconds: number): Promise<void> {
  const writer = await createWavWriter({ path, sampleRateHz: RATE, channels: 1, format: 's16' });
  try {
    for (let second = 0; second < seconds; second++) await writer.write([syntheticSecond(second)]);
  } finally {
    await writer.close();
  }
}
