import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { planPieces } from '../../../gpu-container/src/engines/azure-speech/plan-pieces.js';
import { segmentsFromPhrases } from '../../../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import { readClauses } from '../../../gpu-container/src/engines/espeak-phonemes/read-clauses.js';
import { createKokoroSynthesizer } from '../../../gpu-container/src/engines/kokoro/create-kokoro-synthesizer.js';
import { createNeuralTranslator } from '../../../gpu-container/src/engines/neural-translator/create-neural-translator.js';
import { createPiperSynthesizer } from '../../../gpu-container/src/engines/piper/create-piper-synthesizer.js';
import { piperVoices } from '../../../gpu-container/src/engines/piper/piper-voices.js';
import { createSpeechDetector } from '../../../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { createWhisperRecognizer } from '../../../gpu-container/src/engines/whisper/create-whisper-recognizer.js';
import { readWav } from '../../../gpu-container/src/media/read-wav.js';
import { writeWav } from '../../../gpu-container/src/media/write-wav.js';
import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';
import { createOnnxRuntime } from '../../../gpu-container/src/onnx/onnx-runtime.js';
import { findProgram } from '../../../gpu-container/src/process/find-program.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { lockFolder } from '../models/lock-folder.js';
import { writeTinyKokoro } from './kokoro/tiny-kokoro.js';
import { writeTinyTranslator } from './neural-translator/tiny-translator.js';
import { writeTinyVoice } from './piper/tiny-voice.js';
import { testSpeechRecognizer } from './speech-recognizer.suite.js';
import { testSpeechSynthesizer } from './speech-synthesizer.suite.js';
import { testTranslator } from './translator.suite.js';
import { writeTinyWhisper } from './whisper/tiny-whisper.js';

const lacks = (program: string): string | undefined =>
  findProgram(program) === undefined ? ` (${program} is not installed)` : undefined;

const folder = await mkdtemp(join(tmpdir(), 'polydub-neural-'));
await writeTinyWhisper(join(folder, 'whisper-base'), '_quantized');
await writeTinyTranslator(join(folder, 'opus-mt-en-es'), { isMarked: false });
await writeTinyTranslator(join(folder, 'nllb-200-distilled-600m'), { isMarked: true });
await writeTinyVoice(join(folder, 'piper-sv-se-nst-medium'), { lengthScale: 4 });
await writeTinyKokoro(join(folder, 'kokoro-82m'));
for (const id of ['whisper-base', 'opus-mt-en-es', 'nllb-200-distilled-600m', 'piper-sv-se-nst-medium'])
  await lockFolder(join(folder, id));
const models = createModelStore({ folder, source: createHubSource({ endpoint: 'https://nowhere.invalid' }) });
const onnx = createOnnxRuntime({ device: 'cpu', threads: 1 });
afterAll(async () => {
  await onnx.dispose();
  await rm(folder, { recursive: true, force: true });
});

for (const family of ['opus-mt', 'nllb'] as const)
  testTranslator(family, {
    create: () => createNeuralTranslator({ models, onnx, family }),
    ...{ from: 'en', to: 'es', sentence: (number) => `red house ${number} world`, word: 'house' },
  });

for (const { language, text } of [
  { language: 'en-US', text: 'Good morning, 2026! How are you doing?' },
  { language: 'hi', text: 'नमस्ते दुनिया, 2026! आप कैसे हैं?' },
])
  testSpeechSynthesizer(`kokoro ${language}`, {
    create: () => createKokoroSynthesizer({ models, onnx, read: readClauses }),
    ...{ language, text, unknown: 'zu', missing: lacks('espeak-ng') },
  });

testSpeechSynthesizer('piper', {
  create: () => createPiperSynthesizer({ models, onnx, voices: piperVoices('yes'), read: readClauses }),
  ...{ language: 'sv', text: 'Guten Morgen, 2026! Wie geht es?', unknown: 'zu', missing: lacks('espeak-ng') },
});

testSpeechRecognizer('whisper', {
  create: () =>
    createWhisperRecognizer({
      ...{ models, onnx, model: 'whisper-base', detector: createSpeechDetector() },
      ...{ cut: planPieces, segment: segmentsFromPhrases },
    }),
  language: 'es',
  missing: lacks('flite'),
  writeSpeech: async (path) => {
    const spokenPath = `${path}.flite.wav`;
    execFileSync('flite', ['-voice', 'rms', '-t', 'Good morning. The house has seven doors.', '-o', spokenPath]);
    const { samples, sampleRateHz } = await readWav(spokenPath);
    const sound = resample({ samples: Float32Array.from(samples), fromHz: sampleRateHz, toHz: 16_000 });
    await writeWav(path, { samples: Int16Array.from(sound), sampleRateHz: 16_000, channels: 1 });
    return sound.length / 16;
  },
});
