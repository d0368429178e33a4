import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDnsmosMeter } from '../../../../gpu-container/src/engines/dnsmos/create-dnsmos-meter.js';
import { createDtlnDenoiser } from '../../../../gpu-container/src/engines/dtln/create-dtln-denoiser.js';
import { createGtcrnDenoiser } from '../../../../gpu-container/src/engines/gtcrn/create-gtcrn-denoiser.js';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import { createWavWriter } from '../../../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../../../gpu-container/src/sound/open-wav-reader.js';
import type { Denoiser } from '../../../../pipeline/ports/denoiser.js';
import { measureDistortion } from '../../../../pipeline/sound/measure-distortion.js';
import { samplePath } from '../../../samples/sample-path.js';
import { sampleNeural } from './sample-neural.js';

const RATE = 16_000;
const jfk = samplePath('samples/speech/jfk.wav') ?? '';
const librivox = samplePath('samples/speech/librivox__sense-0890.wav') ?? '';
const deps = await sampleNeural('gtcrn', 'dtln', 'dnsmos-p835');
const signal = new AbortController().signal;
const ignore = (): void => undefined;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-denoise-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readSamples = async (path: string): Promise<Float32Array> => {
  const reader = await openWavReader(path);
  const [samples = new Float32Array(0)] = await reader.read(reader.frames);
  await reader.close();
  return samples;
};

const writeSamples = async (path: string, samples: Float32Array): Promise<void> => {
  const writer = await createWavWriter({ path, sampleRateHz: RATE, channels: 1, format: 's16' });
  await writer.write([samples]);
  await writer.close();
};

const loudness = (samples: Float32Array): number[] =>
  Array.from({ length: 10 }, (_, second) => {
    const part = samples.subarray(second * RATE, (second + 1) * RATE);
    return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0) / part.length);
  });

/** RMS of each second of jfk.wav through the authors' own Python programs, run on the same weights. */
const REFERENCE = {
  gtcrn: [0.2119, 0.22385, 0.01106, 0.14625, 0.12971, 0.12455, 0.11077, 0.12744, 0.1381, 0.11915],
  dtln: [0.21252, 0.22806, 0.01228, 0.14712, 0.13005, 0.12604, 0.12225, 0.12794, 0.13856, 0.12029],
};

const denoisers = (neural: NeuralDeps): ReadonlyArray<readonly ['gtcrn' | 'dtln', Denoiser]> => [
  ['gtcrn', createGtcrnDenoiser(neural)],
  ['dtln', createDtlnDenoiser(neural)],
];

describe.skipIf(deps === undefined)('neural denoisers', () => {
  const cases = deps === undefined ? [] : denoisers(deps);

  it.each(cases)('%s gives what its authors’ program gives', async (name, denoiser) => {
    const outputPath = join(folder, `${name}.wav`);

    await denoiser.denoise({ speechPath: jfk, outputPath, signal, onProgress: ignore });

    const output = await readSamples(outputPath);
    expect(output.length).toBe(176_000);
    loudness(output).forEach((rms, second) => {
      expect(rms).toBeCloseTo(REFERENCE[name][second] ?? 0, 4);
    });
  });

  it.each(cases)('%s takes noise out and leaves the speech where it was', async (name, denoiser) => {
    const speech = await readSamples(librivox);
    let state = 7;
    const noisy = speech.map((x) => {
      state = (state * 48_271) % 2_147_483_647;
      return x + 0.02 * (state / 1_073_741_823.5 - 1);
    });
    const noisyPath = join(folder, `noisy-${name}.wav`);
    const outputPath = join(folder, `clean-${name}.wav`);
    await writeSamples(noisyPath, noisy);

    const progress: number[] = [];
    await denoiser.denoise({ speechPath: noisyPath, outputPath, signal, onProgress: (done) => progress.push(done) });

    const estimate = await readSamples(outputPath);
    const before = measureDistortion({ reference: speech, estimate: noisy });
    const after = measureDistortion({ reference: speech, estimate });
    const late = measureDistortion({ reference: speech, estimate: estimate.subarray(64) });
    expect(estimate.length).toBe(speech.length);
    expect(after).toBeGreaterThan(before + 3);
    expect(late).toBeLessThan(after - 3);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it.each(cases)('%s stops when it is told to', async (_name, denoiser) => {
    const stopped = AbortSignal.abort();
    const request = { speechPath: jfk, outputPath: join(folder, 'stopped.wav'), signal: stopped, onProgress: ignore };

    await expect(denoiser.denoise(request)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps the length of a file shorter than one frame, and of one without samples', async () => {
    for (const length of [0, 1, 200]) {
      for (const [name, denoiser] of cases) {
        const speechPath = join(folder, 'short.wav');
        const outputPath = join(folder, 'short-out.wav');
        await writeSamples(speechPath, new Float32Array(length).fill(0.01));
        await denoiser.denoise({ speechPath, outputPath, signal, onProgress: ignore });
        expect([name, (await readSamples(outputPath)).length]).toEqual([name, length]);
      }
    }
  });
});

describe.skipIf(deps === undefined)('the DNSMOS meter', () => {
  const meter = deps === undefined ? undefined : createDnsmosMeter(deps);

  // values of the published program (dnsmos_local.py) on the same files
  it.each([
    ['a file of two windows', jfk, { speech: 3.475761, background: 2.989248, overall: 2.71504 }],
    ['a file that is repeated to fill one', librivox, { speech: 3.47576, background: 3.16952, overall: 2.792864 }],
  ])('rates %s as the published program does', async (_name, speechPath, expected) => {
    const quality = await meter?.measure({ speechPath, signal });

    expect(quality?.speech).toBeCloseTo(expected.speech, 3);
    expect(quality?.background).toBeCloseTo(expected.background, 3);
    expect(quality?.overall).toBeCloseTo(expected.overall, 3);
  });

  it('hears noise come and go', async () => {
    const speech = await readSamples(librivox);
    const noisyPath = join(folder, 'rated.wav');
    await writeSamples(
      noisyPath,
      speech.map((x, at) => x + 0.03 * Math.sin(at * at * 0.37)),
    );

    const noisy = await meter?.measure({ speechPath: noisyPath, signal });

    expect(noisy?.background).toBeLessThan(2);
  });

  it('refuses a file without sound', async () => {
    const speechPath = join(folder, 'empty.wav');
    await writeSamples(speechPath, new Float32Array(0));

    await expect(meter?.measure({ speechPath, signal })).rejects.toMatchObject({ code: 'no-speech' });
  });
});
