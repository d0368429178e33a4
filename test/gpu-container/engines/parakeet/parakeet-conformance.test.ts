import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { planPieces } from '../../../../gpu-container/src/engines/azure-speech/plan-pieces.js';
import { segmentsFromPhrases } from '../../../../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import { createParakeetRecognizer } from '../../../../gpu-container/src/engines/parakeet/create-parakeet-recognizer.js';
import { createSpeechDetector } from '../../../../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { readWav } from '../../../../gpu-container/src/media/read-wav.js';
import { writeWav } from '../../../../gpu-container/src/media/write-wav.js';
import { createModelStore } from '../../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import { findProgram } from '../../../../gpu-container/src/process/find-program.js';
import { resample } from '../../../../pipeline/sound/resample.js';
import { findUnpinned } from '../../models/find-unpinned.js';
import { lockFolder } from '../../models/lock-folder.js';
import { testSpeechRecognizer } from '../speech-recognizer.suite.js';
import { writeTinyParakeet } from './tiny-parakeet.js';

const folder = await mkdtemp(join(tmpdir(), 'polydub-parakeet-suite-'));
await writeTinyParakeet(join(folder, 'parakeet-tdt-v3'));
await lockFolder(join(folder, 'parakeet-tdt-v3'));
const source = createHubSource({ endpoint: 'https://nowhere.invalid' });
const models = createModelStore({ folder, source, find: findUnpinned });
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

testSpeechRecognizer('parakeet', {
  create: () =>
    createParakeetRecognizer({
      ...{ models, onnx, detector: createSpeechDetector() },
      ...{ cut: planPieces, segment: segmentsFromPhrases },
    }),
  language: 'de',
  missing: findProgram('flite') === undefined ? ' (flite is not installed)' : undefined,
  writeSpeech: async (path) => {
    const spokenPath = `${path}.flite.wav`;
    execFileSync('flite', ['-voice', 'rms', '-t', 'Good morning. The house has seven doors.', '-o', spokenPath]);
    const { samples, sampleRateHz } = await readWav(spokenPath);
    const sound = resample({ samples: Float32Array.from(samples), fromHz: sampleRateHz, toHz: 16_000 });
    await writeWav(path, { samples: Int16Array.from(sound), sampleRateHz: 16_000, channels: 1 });
    return sound.length / 16;
  },
});
