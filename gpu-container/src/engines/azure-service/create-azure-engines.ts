import type { Survey } from '../../../../pipeline/contracts/engine-descriptor.js';
import type { SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import type { SpeechSynthesizer } from '../../../../pipeline/ports/speech-synthesizer.js';
import type { Translator } from '../../../../pipeline/ports/translator.js';
import { type AzureRecognizerDeps, createAzureRecognizer } from '../azure-speech/create-azure-recognizer.js';
import { createAzureSynthesizer } from '../azure-speech/create-azure-synthesizer.js';
import { createAzureTranslator } from '../azure-translator/create-azure-translator.js';
import { readAzureSettings } from './read-azure-settings.js';
import { requireConfigured } from './require-configured.js';
import { surveyAzureEngines } from './survey-azure-engines.js';

/** The managed engines of this worker. Nothing is asked of a service before an engine is used. */
export interface AzureEngines {
  /** Which are configured, and what the others need; asks no service. */
  survey(): Omit<Survey, 'workerVersion'>;
  /** Each of these makes an engine, or fails with `engine-missing` and the reason where it is not configured. */
  recognizer(): SpeechRecognizer;
  translator(): Translator;
  synthesizer(): SpeechSynthesizer;
}

export interface CreateAzureEnginesParams extends AzureRecognizerDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads the settings and gives access to the engines they allow. */
export function createAzureEngines({ env, ...deps }: CreateAzureEnginesParams): AzureEngines {
  const settings = readAzureSettings(env);
  return {
    survey: () => surveyAzureEngines(settings),
    recognizer: () => createAzureRecognizer(requireConfigured('azure-speech', settings.speech), deps),
    translator: () => createAzureTranslator(requireConfigured('azure-translator', settings.translator), deps),
    synthesizer: () => createAzureSynthesizer(requireConfigured('azure-speech', settings.speech), deps),
  };
}
