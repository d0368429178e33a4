/**
 * Measures the neural engines for sound and pictures: how much processor time is the model's own and how much is ours;
 * what batches bring where a graph takes them; peak memory for inputs of any length.
 * `node dist/bench/neural-vision.js`, `… --engine yunet` or `… --memory gtcrn --minutes 10`. Needs their models (docs/neural-engines.md).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { batchTable } from './neural-vision/batch-table.js';
import { type BenchModels, benchModels } from './neural-vision/bench-models.js';
import { engineCases } from './neural-vision/engine-cases.js';
import { createRecorder, weighWork } from './neural-vision/weigh-work.js';
import { workOfLength } from './neural-vision/work-of-length.js';

const MODELS = [
  ...['gtcrn', 'dtln', 'dnsmos-p835', 'swift-f0', 'hifigan-lj-v2', 'light-asd-ava', 'yunet-2023-dynamic'],
  ...['ultraface-rfb-320', 'ultraface-slim-320', 'blazeface-short-range', 'blazeface-full-range'],
  ...['facemesh-468', 'facemesh-478', 'pfld-68', 'peppa-slim-68', 'dh-live-mini'],
];
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
  const recorder = createRecorder();
  const watched = {
    models: neural.models,
    onnx: {
      open: async (params: { readonly modelPath: string }) => recorder.watch(await neural.onnx.open(params)),
    },
  };
  say(
    'Processor time, ms:\n\n| engine | unit | units | model alone | ours | ours / model |\n|---|---|---:|---:|---:|---:|',
  );
  for (const { name, unit, units, work } of await engineCases(watched, folder)) {
    if (!name.startsWith(engine)) continue;
    const { allMs, modelMs } = await weighWork(work, recorder);
    const ours = allMs - modelMs;
    const cells = [name, unit, units.toFixed(0), modelMs.toFixed(2), ours.toFixed(2)];
    say(`| ${cells.join(' | ')} | ${((100 * ours) / modelMs).toFixed(0)} % |`);
  }
}

await main();
