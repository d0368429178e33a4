/**
 * Measures who-speaks-when: the embedded diarizer, and pyannote where its weights are in POLYDUB_MODELS_FOLDER or
 * `--graphs DIR` holds graphs that stand in for them.
 * `node dist/bench/diarization.js --turns DIR`: error rates; DIR holds pairs x.wav (mono) and x.rttm. Words are stood in for
 * by pieces of 250 ms of the spoken time; a second row, `as heard`, has the words of pocketsphinx.
 * `… --minutes N`: time inside the models and in all, for N minutes of a synthetic conversation.
 * `… --minutes N --memory ENGINE`: greatest memory on the way.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPocketsphinxRecognizer } from '../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { readDevice } from '../gpu-container/src/onnx/read-device.js';
import { createWavWriter } from '../gpu-container/src/sound/create-wav-writer.js';
import type { Transcript } from '../pipeline/contracts/transcript.js';
import type { Diarizer } from '../pipeline/ports/diarizer.js';
import { measureError } from './diarization/measure-error.js';
import { openDiarizers } from './diarization/open-diarizers.js';
import { readTurns } from './diarization/read-turns.js';
import { transcriptOfTurns } from './diarization/transcript-of-turns.js';
import { writeConversation } from './diarization/write-conversation.js';
import { createCountedRuntime } from './neural/create-counted-runtime.js';
import { peakMemory } from './neural/peak-memory.js';
import { decode } from './sound/load-prompts.js';

type Diarizers = Readonly<Record<string, Diarizer>>;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const row = (cells: readonly (string | number)[]): void => say(`| ${cells.join(' | ')} |`);
const onnx = createCountedRuntime(readDevice(process.env));

const hear = (speechPath: string): Promise<Transcript> =>
  createPocketsphinxRecognizer({ detector: createSpeechDetector() }).recognize({
    ...{ speechPath, language: 'en', signal: new AbortController().signal, onProgress: () => undefined },
  });

async function measureErrors(turns: string, diarizers: Diarizers, directory: string): Promise<void> {
  say(
    '| recording | engine | speakers | found | DER % | confusion % | missed % | with 250 ms collar | count known |\n|---|---|---:|---:|---:|---:|---:|---:|---:|',
  );
  for (const name of readdirSync(turns).filter((file) => file.endsWith('.rttm'))) {
    const reference = readTurns(join(turns, name));
    const speechPath = join(directory, 'speech.wav');
    const writer = await createWavWriter({ path: speechPath, sampleRateHz: 16_000, channels: 1, format: 's16' });
    await writer.write([decode(join(turns, name.replace(/rttm$/u, 'wav')), 16_000)]);
    await writer.close();
    const title = name.replace(/\.rttm$/u, '');
    const transcripts = { [title]: transcriptOfTurns(reference), [`${title} as heard`]: await hear(speechPath) };
    for (const [heading, transcript] of Object.entries(transcripts)) {
      for (const [engine, diarizer] of Object.entries(diarizers)) {
        row([heading, engine, ...(await measureError({ diarizer, speechPath, reference, transcript }))]);
      }
    }
  }
}

interface LongParams {
  readonly minutes: number;
  readonly diarizers: Diarizers;
  readonly directory: string;
  /** The engine whose memory is asked for. */
  readonly memory: string | undefined;
}

async function measureLong({ minutes, diarizers, directory, memory }: LongParams): Promise<void> {
  const speechPath = join(directory, 'conversation.wav');
  const { transcript } = await writeConversation(speechPath, minutes);
  const run = (diarizer: Diarizer): Promise<Transcript> =>
    diarizer.diarize({ speechPath, transcript, signal: new AbortController().signal });
  if (memory !== undefined) {
    const diarizer = diarizers[memory];
    if (diarizer === undefined) throw new Error(`${memory} cannot work here: its weights are missing.`);
    row([memory, `${minutes} min`, `${(await peakMemory(() => run(diarizer))).toFixed(0)} MiB`]);
    return;
  }
  say(
    '| engine | min | s in all | s in the model | ours | processor s | speakers |\n|---|---:|---:|---:|---:|---:|---:|',
  );
  for (const [engine, diarizer] of Object.entries(diarizers)) {
    const [started, inside, processor] = [performance.now(), onnx.runMs(), process.cpuUsage()];
    const { speakers = [] } = await run(diarizer);
    const [all, model] = [(performance.now() - started) / 1000, (onnx.runMs() - inside) / 1000];
    const { user, system } = process.cpuUsage(processor);
    const ours = model > 0 ? `${(((all - model) / model) * 100).toFixed(1)} %` : '–';
    row([engine, minutes, all.toFixed(1), model.toFixed(1), ours, ((user + system) / 1e6).toFixed(1), speakers.length]);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      turns: { type: 'string' },
      graphs: { type: 'string' },
      minutes: { type: 'string' },
      memory: { type: 'string' },
    },
  });
  const { turns, graphs, minutes, memory } = values;
  if (turns === undefined && minutes === undefined) {
    say('Give --turns DIR with pairs of .wav and .rttm files, or --minutes N.');
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    const diarizers = await openDiarizers({ onnx, graphs });
    if (turns !== undefined) await measureErrors(turns, diarizers, directory);
    if (minutes !== undefined) await measureLong({ minutes: Number(minutes), diarizers, directory, memory });
  } finally {
    await onnx.dispose();
    rmSync(directory, { recursive: true });
  }
}

await main();
