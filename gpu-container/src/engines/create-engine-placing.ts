import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import type { EngineDescriptor } from '../../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { onCpu } from '../onnx/on-cpu.js';
import type { OnnxRuntime } from '../onnx/onnx-runtime.js';
import type { OnnxDevice } from '../onnx/onnx-session.js';
import type { NeuralEngineFacts } from './neural-engines.js';

/** Where an engine's tasks go, and on what they are computed there. */
export interface EnginePlace {
  readonly device: OnnxDevice;
  /** Absent where the deployment has no workers with a GPU: then every task goes where its stage says. */
  readonly placement?: NonNullable<EngineDescriptor['placement']>;
}

/** Who computes where, in a deployment with workers on a GPU and in one without. */
export interface EnginePlacing {
  /** Where an engine may work, the best place first. Asks this machine for its device where no other worker is meant. */
  places(facts: Pick<NeuralEngineFacts, 'placement'>): Promise<readonly EnginePlace[]>;
  /** What runs the graphs of an engine in this process. */
  runtimeFor(id: string): OnnxRuntime;
  /**
   * Lets through what was chosen for the device this process would compute on. Fails with `engine-failed`: another
   * worker may have that device, and what this one made would lie under the key of other weights.
   */
  confirm(choice: EngineChoice): Promise<void>;
}

export interface EnginePlacingDeps {
  readonly onnx: OnnxRuntime;
  /** What the workers of `tasks-gpu` compute on; absent where there are none. */
  readonly gpuTasks: OnnxDevice | undefined;
  readonly engines: readonly NeuralEngineFacts[];
}

/**
 * Heavy engines work in the workers of `tasks-gpu` where those exist, light ones on the CPU of whichever worker they are
 * in. Without such workers every engine uses the device of its machine.
 */
export function createEnginePlacing({ onnx, gpuTasks, engines }: EnginePlacingDeps): EnginePlacing {
  const heavy = new Set(engines.flatMap(({ id, placement }) => (placement === 'gpu' ? [id] : [])));
  const light = onCpu(onnx);
  const runtimeFor = (id: string): OnnxRuntime => (gpuTasks === undefined || heavy.has(id) ? onnx : light);
  return {
    runtimeFor,
    places: async ({ placement }) => {
      if (gpuTasks === undefined) return [{ device: (await onnx.device()).kind }];
      const onCpuWorker: EnginePlace = { device: 'cpu' };
      return placement === 'gpu' ? [{ device: gpuTasks, placement: 'gpu' }, onCpuWorker] : [onCpuWorker];
    },
    confirm: async ({ id, device }) => {
      const { kind, reason } = await runtimeFor(id).device();
      if (device === undefined || kind === device) return;
      throw new PipelineError(
        'engine-failed',
        `The engine ${id} was chosen to compute on ${device}; this worker computes on ${kind}: ${reason}.`,
      );
    },
  };
}
