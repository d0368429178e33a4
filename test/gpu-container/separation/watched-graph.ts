import type { NeuralDeps } from '../../../gpu-container/src/neural/open-model.js';
import type { OnnxDevice, OnnxSession } from '../../../gpu-container/src/onnx/onnx-session.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fixedGraph } from '../engines/neural/fixed-graph.js';
import type { TestGraph } from '../onnx/test-graph.js';

type Feeds = Parameters<OnnxSession['run']>[0];

/** A generated graph in the runtime, what it was given, and a device that says how much it can hold. */
export async function watchedGraph(
  graph: TestGraph,
  device: { readonly kind?: OnnxDevice; readonly mostItems?: number } = {},
): Promise<NeuralDeps & { readonly given: Feeds[] }> {
  const deps = await fixedGraph(graph);
  const given: Feeds[] = [];
  const open = async (params: { readonly modelPath: string }): Promise<OnnxSession> => {
    const session = await deps.onnx.open(params);
    return {
      ...session,
      runMs: session.runMs,
      device: device.kind ?? session.device,
      run: async (feeds) => {
        given.push(feeds);
        const [first] = Object.values(feeds);
        if ((first?.dims[0] ?? 0) > (device.mostItems ?? Number.POSITIVE_INFINITY)) {
          throw new PipelineError('engine-failed', 'The model stopped: Failed to allocate memory for a buffer');
        }
        return session.run(feeds);
      },
    };
  };
  return { models: deps.models, onnx: { open }, given };
}
