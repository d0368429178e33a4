import { createHash } from 'node:crypto';
import type { Capability, EngineDescriptor, Survey } from '../../../../pipeline/contracts/engine-descriptor.js';
import { SPOKEN_LANGUAGES } from '../azure-speech/spoken-locales.js';
import { HEARD_LANGUAGES } from '../azure-speech/transcription-locales.js';
import { TRANSLATOR_CODES } from '../azure-translator/translator-languages.js';
import { translatorPairs } from '../azure-translator/translator-pairs.js';
import type { Configuration } from './configuration.js';
import type { AzureSettings } from './read-azure-settings.js';

/** Above every engine that runs on the worker itself. */
const QUALITY = 90;
const LICENCE = 'Microsoft Product Terms (Azure AI services)';
const INSTALL = {
  translator: 'set AZURE_TRANSLATOR_KEY and AZURE_TRANSLATOR_REGION (docs/managed-engines.md)',
  speech: 'set AZURE_SPEECH_KEY and AZURE_SPEECH_REGION (docs/managed-engines.md)',
} as const;

/** What is asked of the services, and how the answer is read: another digest is another result. */
const REVISIONS = {
  translator: 'translate 3.0 html dictionary 1',
  recognizer: 'transcribe 2025-10-15 1',
  synthesizer: 'synthesize v1 raw-24khz-16bit-mono-pcm words visemes 2',
} as const;

interface EngineFacts {
  readonly capability: Capability;
  readonly id: string;
  readonly version: string;
  readonly revision: string;
  readonly install: string;
  readonly configuration: Configuration<unknown>;
  readonly reach: Pick<EngineDescriptor, 'languages' | 'pairs'>;
}

/** The managed engines that are configured, and what the others need. Asks no service. */
export function surveyAzureEngines(settings: AzureSettings): Omit<Survey, 'workerVersion'> {
  const { translator } = settings;
  const deployment = translator.kind === 'configured' ? translator.settings.deployment : undefined;
  const facts: readonly EngineFacts[] = [
    {
      ...{ id: 'azure-translator', capability: 'translator', version: deployment === undefined ? '3.0' : '2026-06-06' },
      // another model translates otherwise
      revision: deployment === undefined ? REVISIONS.translator : `translate 2026-06-06 html ${deployment} 1`,
      ...{ install: INSTALL.translator, configuration: translator },
      reach: { languages: [...TRANSLATOR_CODES.keys()].sort(), pairs: [...translatorPairs()] },
    },
    {
      ...{ id: 'azure-speech', capability: 'speech-recognizer', version: '2025-10-15', revision: REVISIONS.recognizer },
      ...{ install: INSTALL.speech, configuration: settings.speech },
      reach: { languages: [...HEARD_LANGUAGES] },
    },
    {
      ...{ id: 'azure-speech', capability: 'speech-synthesizer', version: '1', revision: REVISIONS.synthesizer },
      ...{ install: INSTALL.speech, configuration: settings.speech },
      reach: { languages: [...SPOKEN_LANGUAGES] },
    },
  ];
  return {
    engines: facts.filter(({ configuration }) => configuration.kind === 'configured').map(describe),
    missing: facts.flatMap(({ id, capability, install, configuration }) =>
      configuration.kind === 'missing' ? [{ id, capability, reason: configuration.reason, install }] : [],
    ),
  };
}

function describe({ id, capability, version, revision, reach }: EngineFacts): EngineDescriptor {
  return {
    ...{ id, capability, version },
    fingerprint: createHash('sha256').update(`${id} ${revision}`).digest('hex'),
    tier: 'managed',
    licence: LICENCE,
    isCommercialUseAllowed: true,
    quality: QUALITY,
    ...reach,
  };
}
