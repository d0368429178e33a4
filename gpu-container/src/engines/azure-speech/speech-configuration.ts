import type { AzureAccess } from '../azure-service/azure-access.js';
import type { AzureSettingValues } from '../azure-service/azure-setting-values.js';
import type { Configuration } from '../azure-service/configuration.js';

/** How to reach one Speech resource: recognition, synthesis and the list of voices live at different addresses. */
export interface SpeechSettings {
  /** Address of the transcribe operation, without its query. */
  readonly transcribeUrl: string;
  /** Origin of synthesis, `wss://host`; the speech library knows the path. */
  readonly speakOrigin: string;
  /** Where a key is changed into a token of ten minutes. */
  readonly tokenUrl: string;
  readonly voicesUrl: string;
  /** Part of the token that synthesis wants from a managed identity. */
  readonly resourceId: string | undefined;
  readonly access: AzureAccess;
}

/** An endpoint that names a region and no resource; the portal shows it for resources without a domain. */
const REGIONAL_HOST = /^([a-z0-9]+)\.(?:api\.cognitive|(?:tts|stt)\.speech)\.microsoft\.com$/;

const missing = (reason: string): { readonly kind: 'missing'; readonly reason: string } => ({
  kind: 'missing',
  reason,
});

/**
 * What the settings say about Azure AI Speech: by key with a region or the resource's own domain, or by managed
 * identity, which needs the domain and the resource id. With a region, synthesis goes to the region's own address;
 * without, through the domain (as a private endpoint wants it).
 */
export function speechConfiguration(values: AzureSettingValues): Configuration<SpeechSettings> {
  const endpoint = values.AZURE_SPEECH_ENDPOINT;
  const regionInEndpoint = endpoint === undefined ? undefined : REGIONAL_HOST.exec(new URL(endpoint).hostname)?.[1];
  const region = values.AZURE_SPEECH_REGION ?? regionInEndpoint;
  const domain = regionInEndpoint === undefined ? endpoint : undefined;
  const resourceId = values.AZURE_SPEECH_RESOURCE_ID;
  const key = values.AZURE_SPEECH_KEY;
  const base = domain ?? (region === undefined ? undefined : `https://${region}.api.cognitive.microsoft.com`);
  if (key === undefined && domain === undefined) {
    return missing('AZURE_SPEECH_KEY is not set, nor is a resource with a domain of its own for the managed identity');
  }
  if (key === undefined && resourceId === undefined) {
    return missing('AZURE_SPEECH_RESOURCE_ID is not set; synthesis by managed identity needs it');
  }
  if (base === undefined) return missing('AZURE_SPEECH_REGION or AZURE_SPEECH_ENDPOINT is not set');
  const voice = region === undefined ? base : `https://${region}.tts.speech.microsoft.com`;
  return {
    kind: 'configured',
    settings: {
      transcribeUrl: `${base}/speechtotext/transcriptions:transcribe`,
      speakOrigin: voice.replace(/^http/, 'ws'),
      tokenUrl: `${base}/sts/v1.0/issueToken`,
      voicesUrl: `${voice}${region === undefined ? '/tts' : ''}/cognitiveservices/voices/list`,
      resourceId,
      access: key === undefined ? { kind: 'identity', clientId: values.AZURE_CLIENT_ID } : { kind: 'key', key },
    },
  };
}
