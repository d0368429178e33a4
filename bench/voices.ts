/**
 * Measures the voices whose weights are in POLYDUB_MODELS_FOLDER: seconds of speech a second, with the time spent inside
 * the runtime beside it; what is beyond is our own code and espeak-ng.
 * `node dist/bench/voices.js [--language es] [--minutes N]`; `--minutes N` speaks N minutes, segment by segment, and
 * prints the greatest memory on the way.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readClauses } from '../gpu-container/src/engines/espeak-phonemes/read-clauses.js';
import { createKokoroSynthesizer } from '../gpu-container/src/engines/kokoro/create-kokoro-synthesizer.js';
import { createPiperSynthesizer } from '../gpu-container/src/engines/piper/create-piper-synthesizer.js';
import { piperVoices } from '../gpu-container/src/engines/piper/piper-voices.js';
import { createModelSource } from '../gpu-container/src/models/create-model-source.js';
import { readModelSettings } from '../gpu-container/src/models/model-settings.js';
import { createModelStore } from '../gpu-container/src/models/model-store.js';
import { readDevice } from '../gpu-container/src/onnx/read-device.js';
import type { SpeechSynthesizer } from '../pipeline/ports/speech-synthesizer.js';
import { createCountedRuntime } from './neural/create-counted-runtime.js';
import { peakMemory } from './neural/peak-memory.js';

/** Segments as dubs have them: from a word to a long sentence. */
const SEGMENTS = [
  '¿De verdad?',
  'La empresa anunció ayer sus resultados, y las acciones subieron.',
  'Nadie sabía a qué hora salía el tren, así que esperaron en la estación hasta las 12:30.',
  'En la sierra el tiempo cambia en menos de una hora: por la mañana brilla el sol, a mediodía llegan las nubes, y por la tarde no se ve el camino.',
];
const ROUNDS = 3;

const settings = readModelSettings(process.env);
const models = createModelStore({
  folder: settings.folder,
  source: createModelSource({ origin: settings.origin, blobs: () => Promise.reject(new Error('no container here')) }),
});
const onnx = createCountedRuntime(readDevice(process.env));
const signal = new AbortController().signal;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const engines: Readonly<Record<string, SpeechSynthesizer>> = {
  kokoro: createKokoroSynthesizer({ models, onnx, read: readClauses }),
  piper: createPiperSynthesizer({
    models,
    onnx,
    voices: [...piperVoices('yes'), ...piperVoices('ask')],
    read: readClauses,
  }),
};

interface Speaking {
  readonly synthesizer: SpeechSynthesizer;
  readonly voice: string;
  readonly language: string;
  readonly outputPath: string;
}

/** The length of what was said, in ms. */
async function speak({ synthesizer, ...params }: Speaking, text: string): Promise<number> {
  const { durationMs } = await synthesizer.synthesize({ ...params, text, signal });
  return durationMs;
}

/** One line of the table: the fastest of some rounds after a first one that loads. */
async function measure(id: string, speaking: Speaking): Promise<void> {
  for (const text of SEGMENTS) {
    await speak(speaking, text);
    const rounds: Array<{ readonly ms: number; readonly insideMs: number; readonly spokenMs: number }> = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = onnx.runMs();
      const started = performance.now();
      const spokenMs = await speak(speaking, text);
      rounds.push({ ms: performance.now() - started, insideMs: onnx.runMs() - before, spokenMs });
    }
    const [best = { ms: 1, insideMs: 1, spokenMs: 0 }] = rounds.toSorted((a, b) => a.ms - b.ms);
    const ours = best.ms - best.insideMs;
    const cells = [
      ...[id, (best.spokenMs / 1000).toFixed(1), (best.spokenMs / best.ms).toFixed(2)],
      ...[best.insideMs.toFixed(0), ours.toFixed(0), `${((ours / best.insideMs) * 100).toFixed(1)} %`],
    ];
    say(`| ${cells.join(' | ')} |`);
  }
}

async function speakMinutes(id: string, speaking: Speaking, minutes: number): Promise<void> {
  let spokenMs = 0;
  const peak = await peakMemory(async () => {
    for (let at = 0; spokenMs < minutes * 60_000; at++)
      spokenMs += await speak(speaking, SEGMENTS[at % SEGMENTS.length] ?? '');
  });
  say(`| ${id} | ${(spokenMs / 60_000).toFixed(0)} min | ${peak.toFixed(0)} MiB |`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { language: { type: 'string', default: 'es' }, minutes: { type: 'string' } },
  });
  const { language } = values;
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  try {
    if (values.minutes === undefined)
      say(
        '| engine | s spoken | s spoken/s | ms inside the runtime | ms of ours | ours |\n|---|---:|---:|---:|---:|---:|',
      );
    for (const [id, synthesizer] of Object.entries(engines)) {
      const [voice] = await synthesizer.voices(language);
      if (voice === undefined) continue;
      const speaking = { synthesizer, voice: voice.id, language, outputPath: join(directory, 'speech.wav') };
      await (values.minutes === undefined ? measure(id, speaking) : speakMinutes(id, speaking, Number(values.minutes)));
    }
  } finally {
    await onnx.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
