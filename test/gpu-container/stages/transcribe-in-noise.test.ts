import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { readJsonArtifact } from '../../../gpu-container/src/artifacts/read-json-artifact.js';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { findProgram } from '../../../gpu-container/src/process/find-program.js';
import { createWavWriter } from '../../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { runTranscribe } from '../../../gpu-container/src/stages/transcribe.js';
import { Transcript } from '../../../pipeline/contracts/transcript.js';
import { chooseEngine } from '../../../pipeline/engines/choose-engine.js';
import { countWordErrors } from '../../../pipeline/quality/word-errors.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { sampleModels } from '../../samples/sample-models.js';
import { samplePath } from '../../samples/sample-path.js';
import { createFolderArtifacts } from '../lip-sync/folder-artifacts.js';

const speech = samplePath('samples/speech/LJ001-0001.wav');
const TRUTH =
  'Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the Exhibition';
const models = speech === undefined ? undefined : await sampleModels(['gtcrn', 'dnsmos-p835']);
const isPossible = models !== undefined && findProgram('pocketsphinx_batch') !== undefined;
const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-noisy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sentence at 16 kHz, with white noise at that level below the speech where one is given. */
async function record(snrDb = Number.POSITIVE_INFINITY): Promise<string> {
  const reader = await openWavReader(speech ?? '');
  const [read = new Float32Array(0)] = await reader.read(reader.frames);
  await reader.close();
  const samples = resample({ samples: read, fromHz: reader.sampleRateHz, toHz: 16_000 });
  const next = createNoise(11);
  const gain = Math.sqrt(power(samples) * 3) * 10 ** (-snrDb / 20); // noise in −1…1 has a power of a third
  const mixed = samples.map((x) => x + gain * next());
  const peak = mixed.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const path = join(folder, `speech-${snrDb}.wav`);
  const writer = await createWavWriter({ path, sampleRateHz: 16_000, channels: 1, format: 's16' });
  await writer.write([mixed.map((x) => x * Math.min(1, 0.9 / peak))]);
  await writer.close();
  return path;
}

describe.skipIf(!isPossible)('transcribing with a denoiser at hand', () => {
  const engines = createEngineRegistry({
    env: { POLYDUB_MODELS_FOLDER: join(tmpdir(), 'polydub-sample-models'), POLYDUB_DEVICE: 'cpu' },
  });
  afterAll(() => engines.dispose());

  const transcribe = async (path: string, isDenoiserThere: boolean) => {
    const survey = { workerVersion: 'test', ...(await engines.survey()) };
    const { id, version, fingerprint, licence } = chooseEngine({ survey, capability: 'denoiser' });
    const artifacts = await createFolderArtifacts(join(folder, 'artifacts'));
    const progress: number[] = [];
    const { transcript } = await runTranscribe({
      unit: {
        ...{ stage: 'transcribe', unitKey: 'a'.repeat(64), inputs: { speech: await artifacts.putFile(path) } },
        engine: chooseEngine({ survey, capability: 'speech-recognizer', language: 'en', preferred: 'pocketsphinx' }),
        params: { language: 'en', ...(isDenoiserThere && { denoiser: { id, version, fingerprint, licence } }) },
      },
      ...{ directory: mkdtempSync(join(folder, 'unit-')), artifacts, sources: {} as never, engines },
      ...{ workerVersion: 'test', signal: new AbortController().signal },
      onProgress: (fraction) => progress.push(fraction),
    });
    if (transcript === undefined) throw new Error('there is no transcript');
    const told = await readJsonArtifact(artifacts, transcript, Transcript);
    const errors = countWordErrors(TRUTH, told.segments.map(({ text }) => text).join(' '));
    return { told, sha256: transcript.sha256, progress, wer: errors.rate };
  };

  it('understands more words of noisy speech, says what took the noise out, and does so the same way twice', async () => {
    const noisy = await record(15);

    const without = await transcribe(noisy, false);
    const through = await transcribe(noisy, true);
    const again = await transcribe(noisy, true);

    expect(through.wer).toBeLessThan(without.wer - 0.1);
    expect(without.told.denoisedBy).toBeUndefined();
    expect(through.told.denoisedBy).toMatchObject({
      capability: 'denoiser',
      id: 'gtcrn',
      licence: 'MIT and CC-BY-4.0',
    });
    expect(through.told.denoisedBy?.reason).toMatch(/^noisy speech: its background rates [12]\.\d of 5$/);
    expect(again.sha256).toBe(through.sha256);
    expect(through.progress).toEqual(through.progress.toSorted((a, b) => a - b));
    expect(through.progress.at(-1)).toBe(1);
  }, 120_000);

  it('hears clean speech as it is: the same bytes as without a denoiser', async () => {
    const clean = await record();

    const without = await transcribe(clean, false);
    const beside = await transcribe(clean, true);

    expect(beside.sha256).toBe(without.sha256);
    expect(beside.wer).toBeLessThan(0.2);
  }, 120_000);
});
