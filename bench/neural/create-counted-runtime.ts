import {
  createOnnxRuntime,
  type OnnxRuntime,
  type OnnxRuntimeDeps,
} from '../../gpu-container/src/onnx/onnx-runtime.js';
import type { OnnxSession } from '../../gpu-container/src/onnx/onnx-session.js';

/** A runtime that adds up the time its sessions spend inside. */
export interface CountedRuntime extends OnnxRuntime {
  /** Inside the runtime since it was made, in ms, all sessions together. */
  runMs(): number;
}

/** Makes the runtime of the worker, counted. */
export function createCountedRuntime(device: NonNullable<OnnxRuntimeDeps['device']>): CountedRuntime {
  const runtime = createOnnxRuntime({ device });
  const sessions = new Set<OnnxSession>();
  return {
    ...runtime,
    open: async (params) => {
      const session = await runtime.open(params);
      sessions.add(session);
      return session;
    },
    runMs: () => [...sessions].reduce((sum, session) => sum + session.runMs, 0),
  };
}
