/**
 * Measures our time stretching beside Rubber Band (through ffmpeg) on speech: error of length, pitch, spectral shape
 * against the original at the same moment, and time taken. `node dist/bench/stretching.js [--speech DIR]`
 */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { melCepstra } from '../pipeline/sound/mel-cepstra.js';
import { stretchTime } from '../pipeline/sound/stretch-time.js';
import { trackPitch } from '../pipeline/sound/track-pitch.js';
import { speechMaterial } from './sound/speech-material.js';

const RATE = 16_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function rubberBand(samples: Float32Array, rate: number): Float32Array {
  const format = ['-f', 'f32le', '-ar', String(RATE), '-ac', '1'];
  const filter = `rubberband=tempo=${rate}:formant=preserved`;
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', ...format, '-i', '-', '-af', filter, ...format, '-'], {
    input: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
    maxBuffer: 1 << 30,
  });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

/** Median relative pitch error, in percent, of voiced moments against the original at the same moment of speech. */
function pitchError(original: Float32Array, paced: Float32Array, rate: number): number {
  const [before, after] = [original, paced].map((samples) => trackPitch({ samples, sampleRateHz: RATE, hopMs: 10 }));
  const errors: number[] = [];
  after?.forEach((hz, i) => {
    const real = before?.[Math.round(i * rate)] ?? 0;
    if (hz > 0 && real > 0 && Math.abs(Math.log(hz / real)) < 0.4) errors.push(Math.abs(hz / real - 1) * 100);
  });
  errors.sort((a, b) => a - b);
  return errors[Math.floor(errors.length / 2)] ?? 0;
}

/** Mean distance of cepstra (shape of the spectrum) to the nearest moment of the original within 30 ms. */
function spectralDistance(original: Float32Array, paced: Float32Array, rate: number): number {
  const [before = [], after = []] = [original, paced].map((samples) =>
    melCepstra({ samples, sampleRateHz: RATE, coefficients: 14 }),
  );
  const distance = (a: Float64Array, b: Float64Array): number =>
    Math.sqrt(a.reduce((sum, value, i) => (i === 0 ? 0 : sum + (value - (b[i] ?? 0)) ** 2), 0));
  const distances = after.map((row, i) => {
    const middle = Math.round(i * rate);
    return before
      .slice(Math.max(0, middle - 3), middle + 4)
      .reduce((least, other) => Math.min(least, distance(row, other)), Number.POSITIVE_INFINITY);
  });
  const finite = distances.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / Math.max(1, finite.length);
}

function main(): void {
  const { values } = parseArgs({ options: { speech: { type: 'string' } } });
  const speech = speechMaterial(RATE, values.speech);
  if (speech.length === 0) {
    say('No speech: give --speech DIR or install asterisk-core-sounds-en-g722.');
    return;
  }
  say('| rate | method | length error ms | pitch error % | spectral distance | ms per s |');
  say('|---|---|---|---|---|---|');
  const ours = (samples: Float32Array, rate: number) => stretchTime({ samples, sampleRateHz: RATE, rate });
  for (const rate of [0.85, 0.95, 1.1, 1.2, 1.4]) {
    for (const [name, method] of [['ours', ours] as const, ['Rubber Band', rubberBand] as const]) {
      const startedAt = performance.now();
      const paced = method(speech, rate);
      const ms = (performance.now() - startedAt) / (speech.length / RATE);
      const lengthError = ((paced.length - speech.length / rate) * 1000) / RATE;
      const quality = [pitchError(speech, paced, rate).toFixed(2), spectralDistance(speech, paced, rate).toFixed(2)];
      say(`| ${[rate, name, lengthError.toFixed(1), ...quality, ms.toFixed(1)].join(' | ')} |`);
    }
  }
}

main();
