import type { z } from 'zod';
import { type SpeechSettings, speechConfiguration } from '../azure-speech/speech-configuration.js';
import { type TranslatorSettings, translatorConfiguration } from '../azure-translator/translator-configuration.js';
import { AzureSettingValues } from './azure-setting-values.js';
import type { Configuration } from './configuration.js';

/** Which managed engines this worker may use. */
export interface AzureSettings {
  readonly translator: Configuration<TranslatorSettings>;
  readonly speech: Configuration<SpeechSettings>;
}

/**
 * Reads the settings of the managed engines. A malformed one makes its engine missing, with the reason, and never
 * stops the worker: the other engines need none of this. No value of a setting is repeated in a reason.
 */
export function readAzureSettings(env: Readonly<Record<string, string | undefined>>): AzureSettings {
  return {
    translator: configure(env, 'AZURE_TRANSLATOR_', translatorConfiguration),
    speech: configure(env, 'AZURE_SPEECH_', speechConfiguration),
  };
}

function configure<Settings>(
  env: Readonly<Record<string, string | undefined>>,
  prefix: string,
  build: (values: AzureSettingValues) => Configuration<Settings>,
): Configuration<Settings> {
  const own = Object.entries(env).filter(
    ([name, value]) => (name.startsWith(prefix) || name === 'AZURE_CLIENT_ID') && value?.trim(),
  );
  const parsed = AzureSettingValues.safeParse(Object.fromEntries(own.map(([name, value]) => [name, value?.trim()])));
  return parsed.success
    ? build(parsed.data)
    : { kind: 'missing', reason: parsed.error.issues.map(describe).join('; ') };
}

const describe = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')} ${message}`;
