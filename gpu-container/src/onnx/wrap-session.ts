import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { OnnxDevice, OnnxSession } from './onnx-session.js';
import type { OnnxTensor } from './onnx-tensor.js';

export interface WrapSessionParams {
  readonly session: InferenceSession;
  readonly device: OnnxDevice;
  readonly TensorType: typeof Tensor;
}

/** Puts the house's plain tensors in front of the runtime's session, and counts the time spent inside it. */
export function wrapSession({ session, device, TensorType }: WrapSessionParams): OnnxSession {
  let runMs = 0;
  return {
    device,
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    inputTypes: Object.fromEntries(
      session.inputMetadata.flatMap((input) => (input.isTensor ? [[input.name, input.type]] : [])),
    ),
    get runMs() {
      return runMs;
    },
    run: async (feeds) => {
      const wrapped: Record<string, Tensor> = {};
      for (const [name, tensor] of Object.entries(feeds)) wrapped[name] = wrapTensor(tensor, TensorType);
      const started = performance.now();
      try {
        return unwrapTensors(await session.run(wrapped));
      } catch (cause) {
        throw new PipelineError('engine-failed', `The model stopped: ${messageOf(cause)}`, { cause });
      } finally {
        runMs += performance.now() - started;
      }
    },
  };
}

/** The element types of OnnxTensor are those our graphs give out; another one fails where it is read. */
function unwrapTensors(results: Readonly<Record<string, unknown>>): Readonly<Record<string, OnnxTensor>> {
  const tensors = results as Readonly<Record<string, OnnxTensor>>;
  if (!('Float16Array' in globalThis)) return tensors;
  // Node 24 has an array of halves of its own; the house keeps their bit patterns on every version
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { type, data, dims }]) => [
      name,
      type === 'float16'
        ? { type, data: new Uint16Array(data.buffer, data.byteOffset, data.length), dims }
        : ({ type, data, dims } as OnnxTensor),
    ]),
  );
}

function wrapTensor({ type, data, dims }: OnnxTensor, TensorType: typeof Tensor): Tensor {
  // the union pairs every type with its array, which the constructor's overloads cannot see
  return new TensorType(type, data as Float32Array, dims);
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
}
