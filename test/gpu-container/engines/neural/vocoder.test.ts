import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDnsmosMeter } from '../../../../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createHifiganVocoder } from '../../../../gpu-container/src/engines/hifigan/create-hifigan-vocoder.js';
import { createWavWriter } from '../../../../gpu-container/src/sound/create-wav-writer.js';
import { resample } from '../../../../pipeline/sound/resample.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodeSound } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const deps = await sampleNeural('hifigan-lj-v2', 'dnsmos-p835');
const printing = samplePath('samples/speech/LJ001-0001.wav') ?? '';

async function collect(pieces: AsyncIterable<Float32Array>): Promise<Float32Array> {
  const all: Float32Array[] = [];
  for await (const piece of pieces) all.push(piece);
  const samples = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of all) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

describe.skipIf(deps === undefined)('the HiFi-GAN vocoder', () => {
  const vocoder = deps === undefined ? undefined : createHifiganVocoder(deps);
  const analyse = (samples: Float32Array) => {
    if (vocoder === undefined) throw new Error('no weights');
    return vocoder.analyse(samples);
  };

  it('analyses sound as it was trained', () => {
    const { bands, frames, values } = analyse(decodeSound(printing, 22_050));

    expect([bands, frames]).toEqual([80, 831]);
    // numpy and librosa.filters.mel on the same file
    const published = [-5.976348, -5.6205726, -4.8889203, -1.8135215, -0.71892273, -1.9266092];
    for (const [band, value] of published.entries()) expect(values[band * frames + 100]).toBeCloseTo(value, 3);
    expect(values[79 * frames + 300]).toBeCloseTo(-1.7187364, 3);
    expect(values.reduce((sum, x) => sum + x, 0) / values.length).toBeCloseTo(-5.1481824, 3);
  });

  it('says a sentence again so that it is the same sentence in the same quality', async () => {
    if (vocoder === undefined || deps === undefined) return;
    const original = decodeSound(printing, 22_050);
    const mel = analyse(original);

    const spoken = await collect(vocoder.speak(mel));

    expect(spoken.length).toBe(831 * 256);
    const again = analyse(spoken);
    const distance = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, x, at) => sum + Math.abs(x - (b[at] ?? 0)), 0) / a.length;
    const mean = mel.values.reduce((sum, x) => sum + x, 0) / mel.values.length;
    const blank = mel.values.map(() => mean);
    expect(distance(mel.values, again.values)).toBeLessThan(0.35);
    expect(distance(mel.values, blank)).toBeGreaterThan(1.5);
    const rate = async (samples: Float32Array) => {
      const path = join(mkdtempSync(join(tmpdir(), 'polydub-vocoder-')), 'speech.wav');
      const writer = await createWavWriter({ path, sampleRateHz: 16_000, channels: 1, format: 's16' });
      await writer.write([resample({ samples, fromHz: 22_050, toHz: 16_000 })]);
      await writer.close();
      return createDnsmosMeter(deps).measure({ speechPath: path, signal: new AbortController().signal });
    };
    const [before, after] = [await rate(original), await rate(spoken)];
    expect(after.overall).toBeGreaterThan(before.overall - 0.3);
  });

  it('makes no seam between its runs', async () => {
    if (vocoder === undefined || deps === undefined) return;
    const mel = analyse(decodeSound(printing, 22_050));
    const shorter = { bands: 80, frames: 400, values: new Float32Array(80 * 400) };
    for (let band = 0; band < 80; band++) {
      shorter.values.set(mel.values.subarray(band * mel.frames + 300, band * mel.frames + 700), band * 400);
    }

    const whole = await collect(vocoder.speak(mel));
    const middle = await collect(vocoder.speak(shorter));

    // the whole is cut at frame 512; the piece around it is spoken in one run
    for (let at = 480 * 256; at < 540 * 256; at++) {
      expect(Math.abs((whole[at] ?? 0) - (middle[at - 300 * 256] ?? 0))).toBeLessThan(1e-4);
    }
  });

  it('says the same of a spectrogram that comes in pieces of any length', async () => {
    if (vocoder === undefined || deps === undefined) return;
    const mel = analyse(decodeSound(printing, 22_050));
    const pieces = async function* () {
      for (let from = 0, length = 1; from < mel.frames; from += length, length = (length * 3) % 311) {
        const frames = Math.min(length, mel.frames - from);
        const values = new Float32Array(80 * frames);
        for (let band = 0; band < 80; band++) {
          const start = band * mel.frames + from;
          values.set(mel.values.subarray(start, start + frames), band * frames);
        }
        yield { bands: 80, frames, values };
      }
    };

    const whole = await collect(vocoder.speak(mel));
    const pieced = await collect(vocoder.speak(pieces()));

    expect(pieced.length).toBe(whole.length);
    expect(whole.every((value, at) => Math.abs(value - (pieced[at] ?? 9)) < 1e-4)).toBe(true);
  });
});
