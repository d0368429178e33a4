import { describe, expect, it } from 'vitest';
import { keepModel } from '../../../gpu-container/src/neural/keep-model.js';
import type { NeuralDeps } from '../../../gpu-container/src/neural/open-model.js';
import type { OnnxSession } from '../../../gpu-container/src/onnx/onnx-session.js';

describe('a model that is kept', () => {
  it('is looked for once, but again after it was not there', async () => {
    const session = { device: 'cpu' } as OnnxSession;
    let [located, isHere] = [0, false];
    const deps = {
      models: {
        locate: async () => {
          located++;
          if (!isHere) throw new Error('not here');
          return { file: (name: string) => name };
        },
      },
      onnx: { open: async () => session },
    };
    // the model's entry and folder are nobody's business here
    const open = keepModel(deps as unknown as NeuralDeps, { model: 'm', file: 'f' });

    await expect(open()).rejects.toThrow('not here');
    isHere = true;

    expect(await open()).toBe(session);
    expect(await open()).toBe(session);
    expect(located).toBe(2);
  });
});
