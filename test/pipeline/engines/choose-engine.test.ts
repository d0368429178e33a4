import { describe, expect, it } from 'vitest';
import type { EngineDescriptor, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { chooseEngine } from '../../../pipeline/engines/choose-engine.js';

const engine = (changed: Partial<EngineDescriptor>): EngineDescriptor => ({
  id: 'espeak',
  capability: 'speech-synthesizer',
  version: '1',
  fingerprint: 'f',
  tier: 'embedded',
  licence: 'GPL-3.0',
  isCommercialUseAllowed: true,
  quality: 1,
  languages: ['es', 'en'],
  ...changed,
});
const survey: Survey = {
  workerVersion: 'v1',
  engines: [
    engine({}),
    engine({ id: 'flite', quality: 3, languages: ['en'] }),
    engine({ id: 'apertium', capability: 'translator', languages: [], pairs: [{ from: 'en', to: 'es' }] }),
  ],
  missing: [
    {
      id: 'pocketsphinx',
      capability: 'speech-recognizer',
      reason: 'not found',
      install: 'apt-get install pocketsphinx',
    },
  ],
};

describe('chooseEngine', () => {
  it('takes the best engine that speaks the language', () => {
    expect(chooseEngine({ survey, capability: 'speech-synthesizer', language: 'en-GB' }).id).toBe('flite');
    expect(chooseEngine({ survey, capability: 'speech-synthesizer', language: 'es-419' }).id).toBe('espeak');
  });

  it('takes the engine that was asked for and says so', () => {
    const chosen = chooseEngine({ survey, capability: 'speech-synthesizer', language: 'en', preferred: 'espeak' });
    expect(chosen).toMatchObject({ id: 'espeak', reason: 'asked for by the request' });
  });

  it('names the command that installs a missing capability', () => {
    expect(() => chooseEngine({ survey, capability: 'speech-recognizer', language: 'en' })).toThrow(
      expect.objectContaining({
        code: 'engine-missing',
        message: expect.stringContaining('apt-get install pocketsphinx'),
      }),
    );
  });

  it('says when no engine reaches the language, naming both ends for a translator', () => {
    expect(() => chooseEngine({ survey, capability: 'translator', from: 'en', language: 'ja' })).toThrow(
      expect.objectContaining({
        code: 'language-unreachable',
        message: 'No installed engine (apertium) translates English (en) into Japanese (ja): bring a translation.',
      }),
    );
    expect(() => chooseEngine({ survey, capability: 'speech-synthesizer', language: 'gl-ES' })).toThrow(
      'No installed engine (espeak, flite) speaks Galician (gl-ES).',
    );
  });
});
