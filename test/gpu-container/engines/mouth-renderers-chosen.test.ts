import { describe, expect, it } from 'vitest';
import { embeddedEngines } from '../../../gpu-container/src/engines/embedded-engines.js';
import { openMouthGenerator } from '../../../gpu-container/src/engines/open-mouth-generator.js';
import { surveyNeuralEngines } from '../../../gpu-container/src/engines/survey-neural-engines.js';
import { findModel } from '../../../gpu-container/src/models/find-model.js';
import type { Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { chooseEngine } from '../../../pipeline/engines/choose-engine.js';

/** A worker that has the face models and, if told so, the weights of every neural engine. */
const surveyed = async (hasWeights: boolean): Promise<Survey> => {
  const neural = await surveyNeuralEngines({
    places: async () => [{ device: 'cpu' }],
    hasProgram: () => true,
    reach: async (id) =>
      hasWeights
        ? { kind: 'ready', model: { entry: findModel(id), folder: '', fingerprint: id, file: (name: string) => name } }
        : { kind: 'missing', reason: 'not on this machine', install: `npm run models -- pull ${id}` },
  });
  const own = (await embeddedEngines()).find(({ engine }) => engine.id === 'own-mouth');
  if (own === undefined) throw new Error('The embedded renderer is unknown.');
  const embedded = { ...own.engine, version: '1', fingerprint: 'f', tier: 'embedded' } as const;
  return { workerVersion: 'test', engines: [embedded, ...neural.engines], missing: [...neural.missing] };
};
const capability = 'mouth-renderer';

describe('choosing a renderer of mouths', () => {
  it('takes the speaker’s own mouths, whatever weights are here, and advertises no softer renderer', async () => {
    for (const hasWeights of [true, false]) {
      const survey = await surveyed(hasWeights);
      for (const commercialUse of [true, false]) {
        const { id, reason } = chooseEngine({ survey, capability, commercialUse });
        expect({ id, reason }).toEqual({ id: 'own-mouth', reason: expect.not.stringContaining('would be better') });
      }
    }
  });

  it('refuses weights that forbid commerce, or want to be asked, to a job for commerce', async () => {
    const survey = await surveyed(true);
    for (const preferred of ['wav2lip', 'dh-live']) {
      expect(() => chooseEngine({ survey, capability, preferred })).toThrow(
        expect.objectContaining({ code: 'licence-refused', message: expect.stringContaining('own-mouth') }),
      );
      expect(chooseEngine({ survey, capability, preferred, commercialUse: false }).id).toBe(preferred);
    }
  });

  it('names the command that brings the weights of the one asked for', async () => {
    const survey = await surveyed(false);
    expect(() => chooseEngine({ survey, capability, preferred: 'dh-live', commercialUse: false })).toThrow(
      expect.objectContaining({ code: 'engine-missing', message: expect.stringContaining('pull dh-live-mini') }),
    );
  });

  it('opens those that are surveyed and no other', async () => {
    const deps = {
      models: { locate: () => Promise.reject(new Error('Nothing is located before it is used.')) },
      onnx: { open: () => Promise.reject(new Error('Nothing is opened before it is used.')) },
    };
    const { engines } = await surveyed(true);
    for (const { id } of engines.filter((each) => each.capability === capability && each.tier === 'neural')) {
      expect(openMouthGenerator(id, deps)).toBeDefined();
    }
    expect(() => openMouthGenerator('hal-9000', deps)).toThrow(expect.objectContaining({ code: 'engine-missing' }));
  });
});
