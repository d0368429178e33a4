import { afterAll, describe, expect, it } from 'vitest';
import { embeddedEngines } from '../../../gpu-container/src/engines/embedded-engines.js';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { neuralEngines } from '../../../gpu-container/src/engines/neural-engines.js';
import { packageFingerprint } from '../../../gpu-container/src/engines/package-fingerprint.js';
import { surveyEngines } from '../../../gpu-container/src/engines/survey-engines.js';
import { Survey } from '../../../pipeline/contracts/engine-descriptor.js';

/** Their stages open these by themselves. */
const OPENED_BY_STAGES: ReadonlySet<string> = new Set(['face-tracker', 'mouth-renderer', 'source-separator']);

describe('engine registry', () => {
  const registry = createEngineRegistry();
  afterAll(() => registry.dispose());

  it('surveys the machine as the contract says', async () => {
    const survey = await registry.survey();

    expect(Survey.safeParse({ workerVersion: 'test', ...survey }).error).toBeUndefined();
    const ids = [...survey.engines, ...survey.missing].map(({ id, capability }) => `${id} ${capability}`);
    expect(new Set(ids).size).toBe((await embeddedEngines()).length + neuralEngines().length);
  });

  it('hands out every engine it surveys, the same one each time', async () => {
    const { engines } = await registry.survey();
    const get = {
      'speech-recognizer': registry.speechRecognizer,
      'speech-aligner': registry.speechAligner,
      translator: registry.translator,
      'speech-synthesizer': registry.speechSynthesizer,
      denoiser: registry.denoiser,
      diarizer: registry.diarizer,
    } as const;

    for (const { id, capability } of engines) {
      if (OPENED_BY_STAGES.has(capability)) continue;
      if (!(capability in get)) throw new Error(`no getter for ${capability}`);
      const getter = get[capability as keyof typeof get];
      expect(await getter(id)).toBe(await getter(id));
    }
  });

  it.each(['nobody', 'constructor', '__proto__'])('says engine-missing for "%s"', async (id) => {
    await expect(registry.speechRecognizer(id)).rejects.toMatchObject({ code: 'engine-missing' });
    await expect(registry.translator(id)).rejects.toMatchObject({ code: 'engine-missing' });
  });

  it('publishes measured chrF and the path of every direction of the translator', async ({ skip }) => {
    const { engines } = await registry.survey();
    const apertium = engines.find((engine) => engine.id === 'apertium');
    if (apertium === undefined) return skip('apertium is not installed');

    const pair = apertium.pairs?.find(({ from, to }) => from === 'en' && to === 'es');
    expect(pair?.path).toBe('eng-spa');
    expect(pair?.chrF).toBeGreaterThan(45);
    expect(apertium.pairs?.every(({ path }) => path !== undefined)).toBe(true);
  });
});

describe('survey of a bare machine', () => {
  const bare = {
    readPackageVersions: async () => new Map<string, string>(),
    hasProgram: () => false,
    hasFile: () => false,
  };

  it('has nothing but arithmetic, and names every other engine with what is missing and the command for it', async () => {
    const { engines, missing } = await surveyEngines(bare);

    expect(engines.map(({ id }) => id)).toEqual(['centre-extraction', 'voice-clusters']);
    expect(missing.map(({ id }) => id).toSorted()).toEqual([
      'apertium',
      'espeak',
      'espeak-aligner',
      'flite',
      'human-models',
      'own-mouth',
      'pico',
      'pocketsphinx',
    ]);
    for (const { reason, install } of missing) {
      expect(reason).toMatch(/^not found: \S/);
      expect(install).toMatch(/^(sudo apt-get install -y|npm \S+|node \S+) ?\S/);
    }
  });

  it('changes the fingerprint with any version, and not with the order of things', () => {
    const versions = new Map([
      ['a', '1'],
      ['b', '2'],
    ]);

    const base = packageFingerprint(['a', 'b'], versions);

    expect(packageFingerprint(['b', 'a'], versions)).toBe(base);
    expect(packageFingerprint(['a', 'b'], new Map([...versions, ['b', '3']]))).not.toBe(base);
    expect(packageFingerprint(['a', 'b'], new Map([['a', '1']]))).not.toBe(base);
    expect(base).toMatch(/^[0-9a-f]{64}$/);
  });
});
