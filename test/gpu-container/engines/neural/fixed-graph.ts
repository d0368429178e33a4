import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import { createOnnxRuntime } from '../../../../gpu-container/src/onnx/onnx-runtime.js';
import type { TestGraph } from '../../onnx/test-graph.js';

/** A store in which every file of every model is this one graph, and a runtime to run it. */
export async function fixedGraph(graph: TestGraph): Promise<NeuralDeps> {
  const folder = mkdtempSync(join(tmpdir(), 'polydub-graph-'));
  const path = join(folder, 'graph.onnx');
  await graph.write(path);
  const entry = {
    id: 'generated',
    title: 'A generated graph',
    task: 'mouth-rendering',
    origin: { kind: 'converted', from: 'this test' },
    files: [],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 1,
    providers: ['cpu'],
    citation: '',
  } as const;
  return {
    models: { locate: async () => ({ entry, folder, fingerprint: '', file: () => path }) },
    onnx: createOnnxRuntime({ device: 'cpu', threads: 1 }),
  };
}
