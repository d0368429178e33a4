import { describe, expect, it } from 'vitest';
import { createEnginePlacing } from '../../../gpu-container/src/engines/create-engine-placing.js';
import type { OnnxRuntime } from '../../../gpu-container/src/onnx/onnx-runtime.js';
import type { OnnxDevice } from '../../../gpu-container/src/onnx/onnx-session.js';
import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';

const engines = [
  { id: 'heavy', capability: 'translator', version: '1', quality: 60, needs: [], placement: 'gpu' },
  { id: 'light', capability: 'denoiser', version: '1', quality: 60, needs: [] },
] as const;

/** A worker whose runtime has a device, in a deployment whose GPU workers have one. */
function placing(own: OnnxDevice, gpuTasks?: OnnxDevice) {
  const opened: unknown[] = [];
  const onnx: OnnxRuntime = {
    device: async () => ({ kind: own, reason: own === 'cuda' ? 'it is there' : 'CUDA does not start: no driver' }),
    open: async (params) => {
      opened.push(params);
      throw new Error('nothing is opened here');
    },
    dispose: async () => undefined,
  };
  return { ...createEnginePlacing({ onnx, gpuTasks, engines }), opened };
}
const chosen = (id: string, device?: OnnxDevice): EngineChoice => ({
  ...{ capability: 'translator', id, version: '1', fingerprint: 'f', licence: 'MIT', reason: 'r' },
  ...(device === undefined ? {} : { device }),
});

describe('the place of an engine', () => {
  it('is the device of this machine where no worker has a GPU of its own queue', async () => {
    const { places } = placing('cuda');
    expect(await places({ placement: 'gpu' })).toEqual([{ device: 'cuda' }]);
    expect(await places({})).toEqual([{ device: 'cuda' }]);
  });

  it('is the GPU workers for heavy engines, and the CPU for what they lack and for light ones', async () => {
    const { places } = placing('cpu', 'cuda');
    expect(await places({ placement: 'gpu' })).toEqual([{ device: 'cuda', placement: 'gpu' }, { device: 'cpu' }]);
    expect(await places({})).toEqual([{ device: 'cpu' }]);
  });

  it('keeps the graphs of light engines on the CPU inside a GPU worker', async () => {
    const { runtimeFor, opened } = placing('cuda', 'cuda');
    for (const id of ['light', 'heavy'])
      await runtimeFor(id)
        .open({ modelPath: id })
        .catch(() => undefined);
    expect(opened).toEqual([{ modelPath: 'light', device: 'cpu' }, { modelPath: 'heavy' }]);
    expect((await runtimeFor('light').device()).kind).toBe('cpu');
  });

  it('lets through what was chosen for the device that does the work', async () => {
    await placing('cuda', 'cuda').confirm(chosen('heavy', 'cuda'));
    await placing('cuda', 'cuda').confirm(chosen('light', 'cpu'));
    await placing('cpu').confirm(chosen('apertium'));
  });

  it('gives back what was chosen for another device, with the reason, for a worker that has it', async () => {
    // as on a replica whose driver is gone, and as on a CPU worker that gets what a GPU should do
    for (const worker of [placing('cpu', 'cuda'), placing('cpu')])
      await expect(worker.confirm(chosen('heavy', 'cuda'))).rejects.toMatchObject({
        code: 'engine-failed',
        retryable: true,
        message:
          'The engine heavy was chosen to compute on cuda; this worker computes on cpu: CUDA does not start: no driver.',
      });
    await expect(placing('cuda', 'cuda').confirm(chosen('heavy', 'cpu'))).rejects.toMatchObject({
      code: 'engine-failed',
    });
  });
});
