import { createOnnxRuntime, type OnnxRuntime } from '../../gpu-container/src/onnx/onnx-runtime.js';

/** A runtime that weighs what its sessions take of the processor. */
export interface WeighedRuntime extends OnnxRuntime {
  /** Processor time inside the runtime since it was made, in ms. */
  networkMs(): number;
}

/** Processor time of this process so far, in ms: the same on a busy machine, as time that passes is not. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Makes the runtime of the worker on one thread of the CPU, weighed. Nothing else may run while a session does. */
export function createWeighedRuntime(): WeighedRuntime {
  const runtime = createOnnxRuntime({ device: 'cpu', threads: 1 });
  let networkMs = 0;
  return {
    ...runtime,
    open: async (params) => {
      const session = await runtime.open(params);
      const run: typeof session.run = async (feeds) => {
        const startedMs = processorMs();
        try {
          return await session.run(feeds);
        } finally {
          networkMs += processorMs() - startedMs;
        }
      };
      return { ...session, runMs: session.runMs, run };
    },
    networkMs: () => networkMs,
  };
}
