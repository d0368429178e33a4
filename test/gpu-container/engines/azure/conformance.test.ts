import { afterAll, beforeAll } from 'vitest';
import { testSpeechRecognizer } from '../speech-recognizer.suite.js';
import { testSpeechSynthesizer } from '../speech-synthesizer.suite.js';
import { testTranslator } from '../translator.suite.js';
import { byIdentity, byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { resource } from './stand-in/stand-in-resource.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';
import { writeToneWords } from './stand-in/tone-words.js';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());

const sharedByIdentity = {
  AZURE_TRANSLATOR_RESOURCE_ID: resource.translatorId,
  AZURE_TRANSLATOR_REGION: resource.region,
};
const privateByKey = {
  AZURE_SPEECH_KEY: resource.speechKey,
  AZURE_SPEECH_ENDPOINT: `https://${resource.speechDomain}`,
};

const translators = { 'by key': byKey, 'by identity, own domain': byIdentity, 'by identity, shared': sharedByIdentity };
for (const [how, env] of Object.entries(translators)) {
  testTranslator(`azure-translator ${how}`, {
    create: () => standInEngines(standIn, env).translator(),
    ...{ from: 'en', to: 'de', sentence: (number) => `The house has ${number} doors.`, word: 'house' },
  });
}
testTranslator('azure-translator without English', {
  create: () => standInEngines(standIn).translator(),
  ...{ from: 'es', to: 'zh-TW', sentence: (number) => `La casa tiene ${number} puertas.`, word: 'casa' },
});

for (const [how, env] of Object.entries({
  'by key': byKey,
  'by identity': byIdentity,
  'by key, own domain': privateByKey,
})) {
  testSpeechSynthesizer(`azure-speech ${how}`, {
    create: () => standInEngines(standIn, env).synthesizer(),
    ...{ language: 'es', text: 'Él llegó en 2026, ¿verdad? ¡Sí!', unknown: 'fi' },
  });
  testSpeechRecognizer(`azure-speech ${how}`, {
    create: () => standInEngines(standIn, env).recognizer(),
    language: 'en',
    writeSpeech: async (path) => {
      const at = (word: number, startMs: number) => ({ word, startMs, endMs: startMs + 300 });
      await writeToneWords(path, [at(1, 500), at(2, 900), at(3, 1300), at(9, 2500), at(4, 2900)], 4000);
      return 4000;
    },
  });
}
