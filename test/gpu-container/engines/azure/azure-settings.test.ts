import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AzureSettingValues } from '../../../../gpu-container/src/engines/azure-service/azure-setting-values.js';
import { readAzureSettings } from '../../../../gpu-container/src/engines/azure-service/read-azure-settings.js';
import { surveyAzureEngines } from '../../../../gpu-container/src/engines/azure-service/survey-azure-engines.js';
import { Survey } from '../../../../pipeline/contracts/engine-descriptor.js';
import { chooseEngine } from '../../../../pipeline/engines/choose-engine.js';
import { byIdentity, byKey } from './stand-in/stand-in-engines.js';
import { resource } from './stand-in/stand-in-resource.js';

const survey = (env: Readonly<Record<string, string>>) =>
  Survey.parse({ workerVersion: 'test', ...surveyAzureEngines(readAzureSettings(env)) });
const urls = (env: Readonly<Record<string, string>>) => {
  const { translator, speech } = readAzureSettings(env);
  return {
    translate: translator.kind === 'configured' ? translator.settings.translateUrl : translator.reason,
    transcribe: speech.kind === 'configured' ? speech.settings.transcribeUrl : speech.reason,
    synthesize:
      speech.kind === 'configured' ? `${speech.settings.speakOrigin} ${speech.settings.voicesUrl}` : speech.reason,
  };
};

describe('the settings of the managed engines', () => {
  it('make nothing available where nothing is set, and say what to set', () => {
    const { engines, missing } = survey({ AZURE_SPEECH_KEY: '', AZURE_TRANSLATOR_REGION: 'westeurope' });

    expect(engines).toEqual([]);
    expect(missing.map(({ id, capability }) => `${id} ${capability}`)).toEqual([
      'azure-translator translator',
      'azure-speech speech-recognizer',
      'azure-speech speech-synthesizer',
    ]);
    expect(missing[0]).toMatchObject({
      reason: expect.stringContaining('AZURE_TRANSLATOR_KEY is not set'),
      install: expect.stringContaining('AZURE_TRANSLATOR_KEY'),
    });
  });

  it('describe each engine as managed, better than what runs here, with its licence', () => {
    const { engines, missing } = survey(byKey);

    expect(missing).toEqual([]);
    for (const engine of engines) {
      expect(engine).toMatchObject({ tier: 'managed', isCommercialUseAllowed: true });
      expect(engine.licence).toMatch(/Microsoft/);
      expect(engine.quality).toBeGreaterThan(30);
      expect(engine.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(engines.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it('are the same to the memo whatever key, region or endpoint they name', () => {
    const prints = (env: Readonly<Record<string, string>>) => survey(env).engines.map(({ fingerprint }) => fingerprint);
    expect(prints(byIdentity)).toEqual(prints(byKey));
  });

  it('are another engine to the memo with another language model', () => {
    const print = (deployment: string) =>
      survey({ ...byKey, AZURE_TRANSLATOR_DEPLOYMENT: deployment }).engines.find(({ id }) => id === 'azure-translator');
    expect(print('one')).toMatchObject({ version: '2026-06-06' });
    expect(new Set([print(''), print('one'), print('two')].map((each) => each?.fingerprint)).size).toBe(3);
  });

  it('lead to the addresses the services have', () => {
    expect(urls(byKey)).toEqual({
      translate: 'https://api.cognitive.microsofttranslator.com/translate',
      transcribe: 'https://westeurope.api.cognitive.microsoft.com/speechtotext/transcriptions:transcribe',
      synthesize:
        'wss://westeurope.tts.speech.microsoft.com https://westeurope.tts.speech.microsoft.com/cognitiveservices/voices/list',
    });
    expect(urls({ ...byIdentity, AZURE_SPEECH_REGION: '' })).toEqual({
      translate: `https://${resource.translatorDomain}/translator/text/v3.0/translate`,
      transcribe: `https://${resource.speechDomain}/speechtotext/transcriptions:transcribe`,
      synthesize: `wss://${resource.speechDomain} https://${resource.speechDomain}/tts/cognitiveservices/voices/list`,
    });
    const portal = { AZURE_SPEECH_KEY: 'k', AZURE_SPEECH_ENDPOINT: 'https://northeurope.api.cognitive.microsoft.com/' };
    expect(urls(portal).synthesize).toMatch(/^wss:\/\/northeurope\.tts\.speech\.microsoft\.com https/);
    const european = {
      AZURE_TRANSLATOR_KEY: 'k',
      AZURE_TRANSLATOR_ENDPOINT: 'https://api-eur.cognitive.microsofttranslator.com',
    };
    expect(urls(european).translate).toBe('https://api-eur.cognitive.microsofttranslator.com/translate');
  });

  it.each([
    [{ AZURE_SPEECH_KEY: 'k' }, /AZURE_SPEECH_REGION or AZURE_SPEECH_ENDPOINT/],
    [{ AZURE_SPEECH_REGION: 'westeurope' }, /AZURE_SPEECH_KEY/],
    [{ AZURE_SPEECH_ENDPOINT: 'https://a.cognitiveservices.azure.com' }, /AZURE_SPEECH_RESOURCE_ID/],
    [{ AZURE_SPEECH_KEY: 'k', AZURE_SPEECH_ENDPOINT: 'http://a.example' }, /https/],
    [{ AZURE_SPEECH_KEY: 'k', AZURE_SPEECH_ENDPOINT: 'https://user:hidden@a.example' }, /password/],
    [{ AZURE_SPEECH_KEY: 'k', AZURE_SPEECH_ENDPOINT: 'https://a.example/?key=hidden' }, /end after the host/],
    [{ AZURE_SPEECH_KEY: 'hidden\nhidden', AZURE_SPEECH_REGION: 'westeurope' }, /AZURE_SPEECH_KEY must be the key/],
    [{ AZURE_SPEECH_KEY: 'hidden', AZURE_SPEECH_REGION: 'West Europe' }, /AZURE_SPEECH_REGION must be/],
  ])('say what is wrong with %j, and repeat no value', (env, reason) => {
    const { missing } = survey(env);
    const speech = missing.find(({ capability }) => capability === 'speech-synthesizer');
    expect(speech?.reason).toMatch(reason);
    expect(JSON.stringify(missing)).not.toContain('hidden');
  });

  it('of one engine being wrong leave the other one alone', () => {
    const { engines } = survey({ ...byKey, AZURE_TRANSLATOR_ENDPOINT: 'nonsense' });
    expect(engines.map(({ id }) => id)).toEqual(['azure-speech', 'azure-speech']);
  });

  it('let a job choose by language and region', () => {
    const known = survey(byKey);
    const choose = (from: string, language: string) =>
      chooseEngine({ survey: known, capability: 'translator', from, language }).id;

    for (const [from, to] of [
      ['en', 'es-MX'],
      ['ja', 'pt-PT'],
      ['en-GB', 'zh-TW'],
      ['fr-CA', 'no'],
      ['ckb', 'ku'],
    ] as const) {
      expect(choose(from, to)).toBe('azure-translator');
    }
    expect(() => choose('zh', 'zh-Hans')).toThrow(expect.objectContaining({ code: 'language-unreachable' }));
    expect(() => choose('en', 'tlh')).toThrow(expect.objectContaining({ code: 'language-unreachable' }));
    expect(chooseEngine({ survey: known, capability: 'speech-recognizer', language: 'en-GB' }).id).toBe('azure-speech');
    expect(chooseEngine({ survey: known, capability: 'speech-synthesizer', language: 'es-MX' }).id).toBe(
      'azure-speech',
    );
  });

  it('are all in their document, which counts the languages right', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/managed-engines.md'), 'utf8');
    expect(Object.keys(AzureSettingValues.shape).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const counts = survey(byKey).engines.map(({ languages }) => languages.length);
    expect([...text.matchAll(/\| (\d+) language/g)].map(([, count]) => Number(count))).toEqual(counts);
  });
});
