import { afterAll } from 'vitest';
import { createApertiumTranslator } from '../../../gpu-container/src/engines/apertium/create-apertium-translator.js';
import { findModes } from '../../../gpu-container/src/engines/apertium/find-modes.js';
import { createEspeakSynthesizer } from '../../../gpu-container/src/engines/espeak/create-espeak-synthesizer.js';
import { createFliteSynthesizer } from '../../../gpu-container/src/engines/flite/create-flite-synthesizer.js';
import { createPicoSynthesizer } from '../../../gpu-container/src/engines/pico/create-pico-synthesizer.js';
import { createPocketsphinxRecognizer } from '../../../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../../../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { readWav } from '../../../gpu-container/src/media/read-wav.js';
import { writeWav } from '../../../gpu-container/src/media/write-wav.js';
import { findProgram } from '../../../gpu-container/src/process/find-program.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { buildPrograms } from './build-programs.js';
import { testSpeechRecognizer } from './speech-recognizer.suite.js';
import { testSpeechSynthesizer } from './speech-synthesizer.suite.js';
import { testTranslator } from './translator.suite.js';

buildPrograms();
const lacks = (program: string): string | undefined =>
  findProgram(program) === undefined ? ` (${program} is not installed)` : undefined;

const apertium = createApertiumTranslator();
afterAll(() => apertium.dispose());
const isApertiumHere = (await findModes()).some(({ name }) => name === 'eng-spa');
testTranslator('apertium', {
  create: () => apertium,
  ...{ from: 'en', to: 'es', sentence: (number) => `The house has ${number} doors.`, word: 'house' },
  missing: isApertiumHere ? undefined : ' (apertium-eng-spa is not installed)',
});

testSpeechSynthesizer('espeak', {
  create: createEspeakSynthesizer,
  ...{ language: 'es', text: 'Él llegó en 2026, ¿verdad? ¡Sí!', unknown: 'zu' },
});
testSpeechSynthesizer('flite', {
  create: createFliteSynthesizer,
  ...{ language: 'en-US', text: 'Dr. Smith arrived in 2026, didn’t he?', unknown: 'es', missing: lacks('flite') },
});
testSpeechSynthesizer('pico', {
  create: createPicoSynthesizer,
  ...{ language: 'es', text: 'Él llegó en 2026, ¿verdad? ¡Sí!', unknown: 'zu', missing: lacks('pico2wave') },
});

testSpeechRecognizer('pocketsphinx', {
  create: () => createPocketsphinxRecognizer({ detector: createSpeechDetector() }),
  language: 'en',
  missing: lacks('pocketsphinx_batch') ?? lacks('flite'),
  writeSpeech: async (path) => {
    const spokenPath = `${path}.flite.wav`;
    const text = 'Good morning. The house has seven doors, and the garden is very big.';
    await createFliteSynthesizer().synthesize({
      ...{ text, language: 'en', voice: 'rms', outputPath: spokenPath, signal: new AbortController().signal },
    });
    const { samples, sampleRateHz } = await readWav(spokenPath);
    const sound = resample({ samples: Float32Array.from(samples), fromHz: sampleRateHz, toHz: 16_000 });
    // a recognizer hears the first word better after a little silence
    const heard = Int16Array.from([...new Float32Array(8000), ...sound, ...new Float32Array(8000)]);
    await writeWav(path, { samples: heard, sampleRateHz: 16_000, channels: 1 });
    return heard.length / 16;
  },
});
