import { z } from 'zod';
import type { AzureDeps } from '../azure-service/azure-deps.js';
import { callAzure } from '../azure-service/call-azure.js';
import { readJson } from '../azure-service/read-json.js';
import type { SpeechSettings } from './speech-configuration.js';
import { speechToken } from './speech-token.js';

const SERVICE = 'Azure AI Speech';
const TIMEOUT_MS = 30_000;

/** An entry of the service's list, as far as it is used. Not strict: the list says much more, and not always the same. */
const ListedVoice = z.object({
  ShortName: z.string(),
  Locale: z.string(),
  Gender: z.string(),
  VoiceType: z.string().optional(),
  Status: z.string().optional(),
});

/** A voice of the region, with the locale it speaks. */
export interface AzureVoice {
  readonly id: string;
  readonly locale: string;
  readonly gender: 'female' | 'male' | undefined;
}

/**
 * The voices of the region that keep what they promise: generally available, and taking a pitch (high-definition and
 * multi-talker voices, with a colon in their names, do not). Fails as `callAzure` does.
 */
export async function readVoices(
  settings: SpeechSettings,
  deps: AzureDeps,
  signal: AbortSignal,
): Promise<readonly AzureVoice[]> {
  const listed = await callAzure(
    {
      service: SERVICE,
      method: 'GET',
      url: settings.voicesUrl,
      headers: { Accept: 'application/json' },
      access: settings.access,
      wrapToken: speechToken(settings),
      timeoutMs: TIMEOUT_MS,
      signal,
      read: readJson(SERVICE, z.array(ListedVoice)),
    },
    deps,
  );
  return listed
    .filter((voice) => (voice.Status ?? 'GA') === 'GA' && (voice.VoiceType ?? 'Neural') === 'Neural')
    .filter((voice) => /^[\w-]+$/.test(voice.ShortName))
    .map(({ ShortName, Locale, Gender }) => ({ id: ShortName, locale: canonical(Locale), gender: genderOf(Gender) }));
}

const genderOf = (text: string): AzureVoice['gender'] =>
  text === 'Female' ? 'female' : text === 'Male' ? 'male' : undefined;

/** `iu-CANS-CA` → `iu-Cans-CA` */
function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? locale;
  } catch {
    return locale; // not a tag: nobody will ask for it
  }
}
