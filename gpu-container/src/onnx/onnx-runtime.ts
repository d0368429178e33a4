import type { InferenceSession } from 'onnxruntime-node';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { findCudaFault } from './find-cuda-fault.js';
import type { OnnxDevice, OnnxSession } from './onnx-session.js';
import { wrapSession } from './wrap-session.js';

/** What runs graphs in this process. */
export interface OnnxRuntime {
  /** Decided once, at the first question. */
  device(): Promise<ChosenDevice>;
  /** The same path gives the same session as long as the process lives. Fails with `engine-failed`. */
  open(params: OpenSessionParams): Promise<OnnxSession>;
  /** Frees every session. May be called twice. */
  dispose(): Promise<void>;
}

export interface ChosenDevice {
  readonly kind: OnnxDevice;
  /** Why, for the log and the survey. */
  readonly reason: string;
}

export interface OpenSessionParams {
  readonly modelPath: string;
  /** Threads within one run; the runtime's own choice when absent. */
  readonly threads?: number;
  /** Forces the CPU for a graph that gains nothing from a GPU. */
  readonly device?: 'cpu';
}

export interface OnnxRuntimeDeps {
  readonly device?: OnnxDevice | 'auto';
  readonly threads?: number;
  readonly onDevice?: (device: ChosenDevice) => void;
}

const ERRORS_ONLY = 3;

type Library = typeof import('onnxruntime-node');

/** Opens graphs with onnxruntime, on CUDA where it is there. The library is loaded with the first graph, not before. */
export function createOnnxRuntime(deps: OnnxRuntimeDeps = {}): OnnxRuntime {
  let chosen: Promise<ChosenDevice> | undefined;
  const native = new Map<string, Promise<InferenceSession>>();
  const sessions = new Map<string, Promise<OnnxSession>>();
  const device = (): Promise<ChosenDevice> => {
    chosen ??= chooseDevice(deps);
    return chosen;
  };
  const open = async (params: OpenSessionParams, key: string): Promise<OnnxSession> => {
    const kind = params.device ?? (await device()).kind;
    const library = await loadLibrary();
    const loading = loadGraph(library, { threads: deps.threads, ...params, kind });
    native.set(key, loading);
    return wrapSession({ session: await loading, device: kind, TensorType: library.Tensor });
  };
  return {
    device,
    open: (params) => {
      const key = `${params.modelPath}|${params.threads ?? ''}|${params.device ?? ''}`;
      const known = sessions.get(key);
      if (known !== undefined) return known;
      const opening = open(params, key);
      sessions.set(key, opening);
      opening.catch(() => sessions.delete(key)); // the caller gets the failure; the next one tries again
      return opening;
    },
    dispose: async () => {
      const open = [...native.values()];
      native.clear();
      sessions.clear();
      for (const loading of await Promise.allSettled(open)) {
        if (loading.status === 'fulfilled') await loading.value.release();
      }
    },
  };
}

async function loadLibrary(): Promise<Library> {
  return import('onnxruntime-node').catch((cause) => {
    throw new PipelineError('engine-missing', 'The npm package onnxruntime-node is not installed.', { cause });
  });
}

async function chooseDevice({ device: wanted = 'auto', onDevice }: OnnxRuntimeDeps): Promise<ChosenDevice> {
  const chosen = await deviceFor(wanted);
  onDevice?.(chosen);
  return chosen;
}

async function deviceFor(wanted: OnnxDevice | 'auto'): Promise<ChosenDevice> {
  if (wanted === 'cpu') return { kind: 'cpu', reason: 'asked for by POLYDUB_DEVICE' };
  const fault = await findCudaFault();
  if (fault === undefined) return { kind: 'cuda', reason: 'it is there' };
  if (wanted === 'auto') return { kind: 'cpu', reason: fault };
  throw new PipelineError('engine-missing', `POLYDUB_DEVICE asks for cuda, but ${fault}. See docs/models.md.`);
}

interface LoadGraphParams {
  readonly modelPath: string;
  readonly threads?: number | undefined;
  readonly kind: OnnxDevice;
}

async function loadGraph(library: Library, { modelPath, threads, kind }: LoadGraphParams): Promise<InferenceSession> {
  try {
    return await library.InferenceSession.create(modelPath, {
      executionProviders: kind === 'cuda' ? ['cuda', 'cpu'] : ['cpu'],
      logSeverityLevel: ERRORS_ONLY,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
  } catch (cause) {
    const name = modelPath.split(/[\\/]/).slice(-2).join('/');
    throw new PipelineError('engine-failed', `The graph ${name} cannot be loaded on ${kind}.`, { cause });
  }
}
