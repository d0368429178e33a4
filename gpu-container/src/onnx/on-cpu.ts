import type { OnnxRuntime } from './onnx-runtime.js';

/** The same runtime for graphs that stay on the CPU, whatever the device of this process is. */
export function onCpu(onnx: OnnxRuntime): OnnxRuntime {
  return {
    device: async () => ({ kind: 'cpu', reason: 'it gains too little from a GPU' }),
    open: (params) => onnx.open({ ...params, device: 'cpu' }),
    dispose: () => onnx.dispose(),
  };
}
