import type { AzureDeps } from '../../../../../gpu-container/src/engines/azure-service/azure-deps.js';
import { createAzureEngines } from '../../../../../gpu-container/src/engines/azure-service/create-azure-engines.js';
import { openWav } from '../../../../../gpu-container/src/media/open-wav.js';
import type { LogFields } from '../../../../../platform/logging/logger.js';
import { resource } from './stand-in-resource.js';
import type { StandIn } from './start-stand-in.js';
import { hearToneWords } from './tone-words.js';

export const byKey = {
  AZURE_TRANSLATOR_KEY: resource.translatorKey,
  AZURE_TRANSLATOR_REGION: resource.region,
  AZURE_SPEECH_KEY: resource.speechKey,
  AZURE_SPEECH_REGION: resource.region,
};
export const byIdentity = {
  AZURE_TRANSLATOR_ENDPOINT: `https://${resource.translatorDomain}/`,
  AZURE_SPEECH_ENDPOINT: `https://${resource.speechDomain}/`,
  AZURE_SPEECH_REGION: resource.region,
  AZURE_SPEECH_RESOURCE_ID: resource.speechId,
};

export interface LogLine {
  readonly event: string;
  readonly fields: LogFields | undefined;
}

/** The engines of a worker with these settings, speaking to the stand-in; time does not pass, waits are noted. */
export function standInEngines(
  standIn: StandIn,
  env: Readonly<Record<string, string>> = byKey,
  more: Partial<AzureDeps> & { readonly longestPieceMs?: number } = {},
) {
  const waits: number[] = [];
  const log: LogLine[] = [];
  const note = (event: string, fields?: LogFields): void => void log.push({ event, fields });
  const engines = createAzureEngines({
    env,
    fetch: standIn.fetch,
    reachSocket: standIn.voices.reachSocket,
    credential: standIn.credential,
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    now: () => Date.parse('2026-11-21T12:00:00Z'),
    log: { info: note, warn: note, error: note },
    detector: {
      // tones are no speech to a real detector
      detect: async ({ speechPath }) => {
        const wav = await openWav(speechPath);
        const words = hearToneWords(await wav.read(0, wav.frames));
        await wav.close();
        return words.map(({ startMs, endMs }) => ({ startMs, endMs }));
      },
    },
    ...more,
  });
  return { waits, log, ...engines };
}
