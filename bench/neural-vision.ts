/**
 * Measures the neural engines for sound and pictures: units a second, and how much of the time is the model's own and
 * how much is ours; what batches bring where a graph takes them; peak memory for inputs of any length.
 * `node dist/bench/neural-vision.js` or `… --memory gtcrn --minutes 10`. Needs their models (docs/neural-engines.md).
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
  ...['facemesh-468', 'facemesh-478', 'pfld-68', 'peppa-slim-68'],
];
const ROUNDS = 5;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { memory: { type: 'string' }, minutes: { type: 'string', default: '10' } },
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
    await printEngines(neural, folder);
    for (const line of await batchTable(neural)) say(line);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printEngines(neural: BenchModels, folder: string): Promise<void> {
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
  say('| engine | unit | units/s | ms in the model | ms in all | ours / model |\n|---|---|---:|---:|---:|---:|');
  for (const { name, unit, units, work } of await engineCases(watched, folder)) {
    await work(); // the first run loads and plans
    const best = { all: Number.POSITIVE_INFINITY, model: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const inModels = () => [...used].reduce((sum, session) => sum + session.runMs, 0);
      const before = inModels();
      const started = performance.now();
      await work();
      const all = performance.now() - started;
      if (all < best.all) Object.assign(best, { all, model: inModels() - before });
    }
    const ours = (best.all - best.model) / best.model;
    const cells = [name, unit, ((units * 1000) / best.all).toFixed(1), best.model.toFixed(1), best.all.toFixed(1)];
    say(`| ${cells.join(' | ')} | ${(100 * ours).toFixed(0)} % |`);
  }
}

await main();
