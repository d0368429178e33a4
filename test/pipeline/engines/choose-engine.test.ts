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

describe('the licence of an engine', () => {
  const research = engine({
    id: 'nllb',
    capability: 'translator',
    tier: 'neural',
    quality: 60,
    licence: 'CC-BY-NC-4.0',
    isCommercialUseAllowed: false,
    languages: [],
    pairs: [
      { from: 'en', to: 'es' },
      { from: 'en', to: 'sw' },
    ],
  });
  const opus = {
    id: 'opus-mt',
    capability: 'translator',
    reason: 'not here',
    install: 'npm run models -- pull opus-mt-en-es',
    tier: 'neural',
  } as const;
  const withResearch: Survey = {
    ...survey,
    engines: [...survey.engines, research],
    missing: [...survey.missing, opus],
  };
  const toSpanish = { survey: withResearch, capability: 'translator', from: 'en', language: 'es' } as const;

  it('is minded unless the job says that it is not for commerce', () => {
    expect(chooseEngine(toSpanish).id).toBe('apertium');
    expect(chooseEngine({ ...toSpanish, commercialUse: false }).id).toBe('nllb');
  });

  it('is named in the reason when it cost the job a better engine, beside one that could be installed', () => {
    expect(chooseEngine(toSpanish).reason).toBe(
      'best of 1 installed that can; nllb (CC-BY-NC-4.0) not for commercial use; opus-mt would be better and is not installed: npm run models -- pull opus-mt-en-es',
    );
  });

  it('refuses an engine that was asked for, and names what may be used instead', () => {
    expect(() => chooseEngine({ ...toSpanish, preferred: 'nllb' })).toThrow(
      expect.objectContaining({
        code: 'licence-refused',
        message:
          'The licence of nllb (CC-BY-NC-4.0) does not allow commercial use, which this job is for (commercialUse). Instead: apertium; opus-mt, once installed (npm run models -- pull opus-mt-en-es).',
      }),
    );
  });

  it('refuses rather than saying that no engine reaches the language', () => {
    expect(() => chooseEngine({ ...toSpanish, language: 'sw' })).toThrow(
      expect.objectContaining({ code: 'licence-refused' }),
    );
  });

  it('does not send a missing neural engine away without the command that brings its weights', () => {
    expect(() => chooseEngine({ ...toSpanish, preferred: 'opus-mt' })).toThrow(
      expect.objectContaining({
        code: 'engine-missing',
        message: expect.stringContaining('npm run models -- pull opus-mt-en-es'),
      }),
    );
  });

  it('says that there is no engine of a name, and which there are', () => {
    expect(() => chooseEngine({ ...toSpanish, preferred: 'nosuch' })).toThrow(
      expect.objectContaining({
        code: 'engine-missing',
        message: expect.stringMatching(/^There is no translator called "nosuch"; there are .*opus-mt/),
      }),
    );
  });

  it('offers weights a commercial job may not use with that said, and for the language that is wanted', () => {
    const offers = [
      { languages: ['de'], install: 'npm run models -- pull piper-de' },
      { languages: ['es'], install: 'npm run models -- pull piper-es' },
    ];
    const voices = { id: 'piper-ask', capability: 'speech-synthesizer', reason: 'not here', install: 'pull' } as const;
    const asking: Survey = { ...survey, missing: [{ ...voices, isCommercialUseAllowed: false, offers }] };
    const choose = (commercialUse: boolean) => () =>
      chooseEngine({
        ...{ survey: asking, capability: 'speech-synthesizer', language: 'es', preferred: 'piper-ask', commercialUse },
      });
    expect(choose(true)).toThrow(
      'The speech-synthesizer "piper-ask" is not installed. Its licence does not allow commercial use, which this job is for; without it (commercialUse: false), install piper-ask: npm run models -- pull piper-es.',
    );
    expect(choose(false)).toThrow(
      'The speech-synthesizer "piper-ask" is not installed. Install piper-ask: npm run models -- pull piper-es.',
    );
  });

  it('offers what would reach the language, and nothing that would not', () => {
    const offers = [
      { languages: ['en', 'es'], install: 'npm run models -- pull opus-mt-en-es' },
      { languages: ['en', 'de'], install: 'npm run models -- pull opus-mt-en-de' },
    ];
    const offering: Survey = { ...survey, missing: [{ ...opus, offers }] };
    const choose = (language: string) =>
      chooseEngine({ survey: offering, capability: 'translator', from: 'en', language });

    expect(choose('es-MX').reason).toBe(
      'best of 1 installed that can; opus-mt would be better and is not installed: npm run models -- pull opus-mt-en-es',
    );
    expect(() => choose('de')).toThrow(
      'translates English (en) into German (de): bring a translation. opus-mt would: npm run models -- pull opus-mt-en-de.',
    );
    expect(() => choose('ja')).toThrow(/bring a translation\.$/);
  });
});
