/**
 * Measures the neural engines for sound and pictures: units a second, and how much of the time is the model's own and
 * how much is ours; what batches bring where a graph takes them; peak memory for inputs of any length.
 * `node dist/bench/neural-vision.js`, `… --engine yunet` or `… --memory gtcrn --minutes 10`. Needs their models (docs/neural-engines.md).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { OnnxSession } from '../gpu-container/src/onnx/onnx-session.js';
import { batchTable } from './neural-vision/batch-table.js';
import { type BenchModels, benchModels } from './neural-vision/bench-models.js';
import { engineCases } from './neural-vision/engine-cases.js';
import { workOfLength } from './neural-vision/work-of-length.js';

const MODELS = [
  ...['gtcrn', 'dtln', 'dnsmos-p835', 'swift-f0', 'hifigan-lj-v2', 'light-asd-ava', 'yunet-2023-dynamic'],
  ...['ultraface-rfb-320', 'ultraface-slim-320', 'blazeface-short-range', 'blazeface-full-range'],
  ...['facemesh-468', 'facemesh-478', 'pfld-68', 'peppa-slim-68', 'dh-live-mini'],
];
/** Rounds of each engine: at least so many, and more of short ones. The first third is not counted. */
const FEWEST_ROUNDS = 6;
const MOST_ROUNDS = 300;
const ROUNDS_MS = 2000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: '' },
      memory: { type: 'string' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const neural = await benchModels(MODELS);
  if (neural === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    if (values.memory !== undefined) {
      await workOfLength(neural, { engine: values.memory, minutes: Number(values.minutes), folder });
      say(`${values.memory}, ${values.minutes} min: peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
      return;
    }
    await printEngines(neural, { folder, engine: values.engine });
    if (values.engine !== '') return;
    for (const line of await batchTable(neural)) say(line);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printEngines(
  neural: BenchModels,
  { folder, engine }: { folder: string; engine: string },
): Promise<void> {
  const used = new Set<OnnxSession>();
  const watched = {
    models: neural.models,
    onnx: {
      open: async (params: { readonly modelPath: string }) => {
        const session = await neural.onnx.open(params);
        used.add(session);
        return session;
      },
    },
  };
  const inModels = () => [...used].reduce((sum, session) => sum + session.runMs, 0);
  say('| engine | unit | units/s | ms in the model | ms ours | ours / model |\n|---|---|---:|---:|---:|---:|');
  for (const { name, unit, units, work } of await engineCases(watched, folder)) {
    if (!name.startsWith(engine)) continue;
    const rounds = await timeRounds(work, inModels);
    // other work on the machine only ever adds: the least of each part is the part itself
    const model = Math.min(...rounds.map(([, inside]) => inside));
    const ours = Math.min(...rounds.map(([all, inside]) => all - inside));
    const cells = [name, unit, ((units * 1000) / (model + ours)).toFixed(1), model.toFixed(2), ours.toFixed(2)];
    say(`| ${cells.join(' | ')} | ${((100 * ours) / model).toFixed(1)} % |`);
  }
}

/** Time in all and inside the models of each round, in ms, after enough of them for the code to have been compiled well. */
async function timeRounds(
  work: () => Promise<unknown>,
  inModels: () => number,
): Promise<ReadonlyArray<readonly [all: number, model: number]>> {
  const rounds: Array<readonly [number, number]> = [];
  const begun = performance.now();
  while (rounds.length < FEWEST_ROUNDS || (rounds.length < MOST_ROUNDS && performance.now() - begun < ROUNDS_MS)) {
    const before = inModels();
    const started = performance.now();
    await work();
    rounds.push([performance.now() - started, inModels() - before]);
  }
  return rounds.slice(Math.floor(rounds.length / 3));
}

await main();
