import { floatTensor } from '../../gpu-container/src/neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../gpu-container/src/neural/open-model.js';

/** Graphs whose first dimension is free, and the shape of one unit. */
const GRAPHS = [
  {
    name: 'yunet 640 × 352',
    model: 'yunet-2023-dynamic',
    file: 'yunet_n_dynamic.onnx',
    input: 'input',
    shape: [3, 352, 640],
  },
  { name: 'dnsmos', model: 'dnsmos-p835', file: 'dnsmos_sig_bak_ovr.onnx', input: 'input_1', shape: [144_160] },
  { name: 'hifigan, 86 frames', model: 'hifigan-lj-v2', file: 'hifigan_lj_v2.onnx', input: 'mel', shape: [80, 86] },
] as const;
const BATCHES = [1, 2, 4, 8];
const ROUNDS = 3;

/** Units a second inside the model alone, per batch size, as lines of a table. */
export async function batchTable(deps: NeuralDeps): Promise<readonly string[]> {
  const lines = [
    '',
    `| graph | ${BATCHES.map((batch) => `batch ${batch}`).join(' | ')} |`,
    '|---|---:|---:|---:|---:|',
  ];
  for (const { name, model, file, input, shape } of GRAPHS) {
    const session = await openModel(deps, { model, file });
    const rates: string[] = [];
    for (const batch of BATCHES) {
      let best = 0;
      for (let round = 0; round <= ROUNDS; round++) {
        const before = session.runMs;
        await session.run({ [input]: floatTensor([batch, ...shape]) });
        best = Math.max(best, (batch * 1000) / (session.runMs - before));
      }
      rates.push(best.toFixed(1));
    }
    lines.push(`| ${name} | ${rates.join(' | ')} |`);
  }
  return lines;
}
