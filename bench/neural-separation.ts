/**
 * Measures separation by networks, from a programme's file to both stems: seconds of sound a second, and how much of the
 * processor time is the network's own and how much is ours; peak memory for programmes of any length. The networks are generated:
 * they have the signatures of the published ones and calculate about as much or less, and what they give is no voice.
 * `node dist/bench/neural-separation.js [--seconds 60]` or `… --memory mdx-voc-ft --minutes 10`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModelEntry } from '../gpu-container/src/models/model-entry.js';
import type { NeuralDeps } from '../gpu-container/src/neural/open-model.js';
import { writeNeuralStems } from '../gpu-container/src/sound/write-neural-stems.js';
import { peakMemory } from './neural/peak-memory.js';
import { createWeighedRuntime, processorMs, type WeighedRuntime } from './neural-separation/create-weighed-runtime.js';
import { type NetworkCase, networkCases } from './neural-separation/network-cases.js';
import { writeProgramme } from './neural-separation/write-programme.js';

const ROUNDS = 2;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      memory: { type: 'string' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    if (values.memory === undefined) await printSpeeds(folder, Number(values.seconds));
    else await printMemory(folder, values.memory, Number(values.minutes));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printSpeeds(folder: string, seconds: number): Promise<void> {
  const originalPath = await writeProgramme(join(folder, 'original.wav'), seconds);
  say(
    '| engine | the generated network | s of sound / s of one core | network ms / s | ours ms / s | ours / network |',
  );
  say('|---|---|---:|---:|---:|---:|');
  for (const network of networkCases) {
    const runtime = createWeighedRuntime();
    const deps = depsOf(network, { folder, runtime, isBare: false });
    const best = { all: Number.POSITIVE_INFINITY, model: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const [startedMs, modelMs] = [processorMs(), runtime.networkMs()];
      await separate(network, deps, { originalPath, folder });
      const [all, model] = [processorMs() - startedMs, runtime.networkMs() - modelMs];
      if (all < best.all) Object.assign(best, { all, model });
    }
    await runtime.dispose();
    const ours = best.all - best.model;
    const cells = [
      ...[network.engine, network.work, ((1000 * seconds) / best.all).toFixed(2), (best.model / seconds).toFixed(0)],
      ...[(ours / seconds).toFixed(0), `${((100 * ours) / best.model).toFixed(0)} %`],
    ];
    say(`| ${cells.join(' | ')} |`);
  }
}

async function printMemory(folder: string, engine: string, minutes: number): Promise<void> {
  const network = networkCases.find((known) => known.engine === engine);
  if (network === undefined) {
    say(`There is no network "${engine}": ${networkCases.map((known) => known.engine).join(', ')}.`);
    return;
  }
  const originalPath = await writeProgramme(join(folder, 'original.wav'), minutes * 60);
  const runtime = createWeighedRuntime();
  const deps = depsOf(network, { folder, runtime, isBare: true });
  const peak = await peakMemory(() => separate(network, deps, { originalPath, folder }));
  await runtime.dispose();
  say(`${engine}, ${minutes} min: peak ${peak.toFixed(0)} MiB`);
}

interface DepsOfParams {
  readonly folder: string;
  readonly runtime: WeighedRuntime;
  readonly isBare: boolean;
}

function depsOf(network: NetworkCase, { folder, runtime, isBare }: DepsOfParams): NeuralDeps {
  const path = network.writeNetwork(folder, isBare);
  const entry: ModelEntry = {
    id: 'generated',
    title: 'A generated network',
    task: 'source-separation',
    origin: { kind: 'converted', from: 'this bench' },
    files: [],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 1,
    providers: ['cpu'],
    citation: '',
  };
  return {
    models: { locate: async () => ({ entry, folder, fingerprint: '', file: () => path }) },
    onnx: runtime,
  };
}

interface SeparateParams {
  readonly originalPath: string;
  readonly folder: string;
}

async function separate(
  network: NetworkCase,
  deps: NeuralDeps,
  { originalPath, folder }: SeparateParams,
): Promise<void> {
  await writeNeuralStems({
    originalPath,
    backgroundPath: join(folder, 'background.wav'),
    dialoguePath: join(folder, 'dialogue.wav'),
    separator: network.createSeparator(deps),
    isMono: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

await main();
