/**
 * Measures the neural engines whose weights are in POLYDUB_MODELS_FOLDER: units a second, one at a time and in batches,
 * with the time spent inside the runtime beside it; what is beyond is our own code.
 * `node dist/bench/neural-speech.js [--recording FILE] [--minutes N] [--language de] [--model ID] [--generated]`; the
 * recording is mono 16 kHz WAV, noise when absent. `--minutes N` hears N minutes of noise once and prints the greatest
 * memory on the way. `--generated`: the weights were made for measuring, their digests are not those of the catalogue.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planPieces } from '../gpu-container/src/engines/azure-speech/plan-pieces.js';
import { segmentsFromPhrases } from '../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import { createNeuralTranslator } from '../gpu-container/src/engines/neural-translator/create-neural-translator.js';
import { createParakeetRecognizer } from '../gpu-container/src/engines/parakeet/create-parakeet-recognizer.js';
import { createWhisperRecognizer } from '../gpu-container/src/engines/whisper/create-whisper-recognizer.js';
import { openWav } from '../gpu-container/src/media/open-wav.js';
import { createModelSource } from '../gpu-container/src/models/create-model-source.js';
import { findModel } from '../gpu-container/src/models/find-model.js';
import { modelCatalogue } from '../gpu-container/src/models/model-catalogue.js';
import type { ModelEntry } from '../gpu-container/src/models/model-entry.js';
import { readModelSettings } from '../gpu-container/src/models/model-settings.js';
import { createModelStore } from '../gpu-container/src/models/model-store.js';
import { readDevice } from '../gpu-container/src/onnx/read-device.js';
import type { SpeechRecognizer } from '../pipeline/ports/speech-recognizer.js';
import { createCountedRuntime } from './neural/create-counted-runtime.js';
import { peakMemory } from './neural/peak-memory.js';
import { writeNoise } from './neural/write-noise.js';

const BATCHES = [1, 2, 4, 8] as const;
const BEAMS = [1, 4] as const;
const PIECE_MS = 28_000;
const PIECES = 4;
const SENTENCES = [
  'The weather in the mountains changes within an hour.',
  'She asked whether the train to the coast had already left the station.',
  'Nobody knew.',
  'In the evening they walked along the river and talked about the years before the war.',
];

const { values } = parseArgs({
  options: {
    recording: { type: 'string' },
    minutes: { type: 'string' },
    language: { type: 'string', default: 'en' },
    model: { type: 'string' },
    generated: { type: 'boolean', default: false },
  },
});
const settings = readModelSettings(process.env);
const models = createModelStore({
  folder: settings.folder,
  find: values.generated ? findUnpinned : findModel,
  source: createModelSource({ origin: settings.origin, blobs: () => Promise.reject(new Error('no container here')) }),
});

/** Measuring weights that nobody has written down the digests of. */
function findUnpinned(id: string): ModelEntry {
  const entry = findModel(id);
  const files = entry.files.map(({ path, variant }) => ({ path, ...(variant === undefined ? {} : { variant }) }));
  return { ...entry, files };
}

const onnx = createCountedRuntime(readDevice(process.env));
const never = new AbortController().signal;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Measured {
  readonly engine: string;
  readonly batch: number;
  readonly units: number;
  readonly unit: string;
  readonly run: () => Promise<unknown>;
}

/** One line of the table: the fastest of two rounds after a first one that loads. */
async function measure({ engine, batch, units, unit, run }: Measured): Promise<void> {
  await run();
  const rounds: Array<{ readonly ms: number; readonly insideMs: number }> = [];
  for (let round = 0; round < 2; round++) {
    const before = onnx.runMs();
    const started = performance.now();
    await run();
    rounds.push({ ms: performance.now() - started, insideMs: onnx.runMs() - before });
  }
  const [best = { ms: 1, insideMs: 1 }] = rounds.toSorted((a, b) => a.ms - b.ms);
  const overhead = ((best.ms - best.insideMs) / best.insideMs) * 100;
  const cells = [
    engine,
    batch,
    `${((units * 1000) / best.ms).toFixed(2)} ${unit}`,
    best.insideMs.toFixed(0),
    best.ms.toFixed(0),
    `${overhead.toFixed(1)} %`,
  ];
  say(`| ${cells.join(' | ')} |`);
}

type Ears = Pick<Parameters<typeof createWhisperRecognizer>[0], 'detector' | 'cut'> & { readonly batchSize?: number };

/** Without second tries: noise is nothing anybody could be certain of. */
function createRecognizer(model: string, ears: Ears): SpeechRecognizer {
  const deps = { models, onnx, segment: segmentsFromPhrases, ...ears };
  if (model.startsWith('parakeet')) return createParakeetRecognizer(deps);
  return createWhisperRecognizer({ ...deps, model, temperatures: [0] });
}

async function measureRecognizer(model: string, speechPath: string, language: string): Promise<void> {
  const wav = await openWav(speechPath);
  await wav.close();
  const pieces = Array.from({ length: Math.min(PIECES, Math.floor(wav.frames / (16 * PIECE_MS))) }, (_, at) => ({
    startMs: at * PIECE_MS,
    endMs: (at + 1) * PIECE_MS,
  }));
  for (const batchSize of BATCHES.filter((size) => size <= pieces.length)) {
    const detector = { detect: async () => [{ startMs: 0, endMs: 1 }] };
    const recognizer = createRecognizer(model, { batchSize, detector, cut: () => pieces });
    const run = () => recognizer.recognize({ speechPath, language, signal: never, onProgress: () => undefined });
    await measure({
      engine: model,
      batch: batchSize,
      units: (pieces.length * PIECE_MS) / 1000,
      unit: 's of sound/s',
      run,
    });
  }
}

async function measureTranslator(model: string): Promise<void> {
  const family = model.startsWith('opus-mt') ? 'opus-mt' : 'nllb';
  const [from = 'en', to = 'es'] = family === 'opus-mt' ? model.split('-').slice(2) : [];
  const segments = Array.from({ length: 16 }, (_, at) => ({
    ...{ id: `seg_${at}`, startMs: at, endMs: at + 1, words: [] },
    text: SENTENCES[at % SENTENCES.length] ?? '',
  }));
  for (const [beams, batchSize] of BEAMS.flatMap((each) => BATCHES.map((size) => [each, size] as const))) {
    const translator = createNeuralTranslator({ models, onnx, family, batchSize, beams });
    const run = () =>
      translator.translate({
        transcript: { language: from, segments },
        ...{ targetLanguage: to, glossary: [], signal: never, onProgress: () => undefined },
      });
    const engine = `${model}, ${beams} followed`;
    await measure({ engine, batch: batchSize, units: segments.length, unit: 'sentences/s', run });
  }
}

async function hearMinutes(model: string, speechPath: string, language: string): Promise<void> {
  const recognizer = createRecognizer(model, {
    cut: planPieces,
    detector: {
      detect: async ({ speechPath: path }) => {
        const wav = await openWav(path);
        await wav.close();
        return [{ startMs: 0, endMs: wav.frames / 16 }];
      },
    },
  });
  const peak = await peakMemory(() =>
    recognizer.recognize({ speechPath, language, signal: never, onProgress: () => undefined }),
  );
  say(`| ${model} | ${peak.toFixed(0)} MiB |`);
}

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  const { kind } = await onnx.device();
  const here: string[] = [];
  for (const { id, variants } of modelCatalogue.filter(
    (entry) => values.model === undefined || entry.id === values.model,
  ))
    if ((await models.look(id, variants?.[kind])).kind === 'ready') here.push(id);
  const heard = here.filter((id) => /^(whisper|parakeet)/.test(id));
  const translated = here.filter((id) => /^(opus-mt|nllb)/.test(id));
  try {
    const minutes = Number(values.minutes ?? (PIECES * PIECE_MS) / 60_000);
    const speechPath = values.recording ?? (await writeNoise(join(directory, 'noise.wav'), minutes));
    if (heard.length + translated.length === 0)
      say(`No weights of speech or translation models in ${settings.folder}: npm run models -- list`);
    else if (values.minutes === undefined)
      say(
        `device: ${kind}\n\n| model | batch | throughput | ms inside the runtime | ms in all | our part |\n|---|---:|---:|---:|---:|---:|`,
      );
    for (const model of heard)
      await (values.minutes === undefined ? measureRecognizer : hearMinutes)(model, speechPath, values.language);
    if (values.minutes === undefined) for (const model of translated) await measureTranslator(model);
  } finally {
    await onnx.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
