import type { AzureAccess } from '../azure-service/azure-access.js';
import type { AzureSettingValues } from '../azure-service/azure-setting-values.js';
import type { Configuration } from '../azure-service/configuration.js';

/** How to reach one Translator resource. */
export interface TranslatorSettings {
  /** Address of the translate operation, without its query. */
  readonly translateUrl: string;
  /** The language model that translates instead of the service's own; it knows formality. */
  readonly deployment: string | undefined;
  /** Headers that name the resource where the address does not. */
  readonly headers: Readonly<Record<string, string>>;
  readonly access: AzureAccess;
}

/** The endpoint of every Translator resource without a name of its own; requests stay within no geography. */
const GLOBAL_ENDPOINT = 'https://api.cognitive.microsofttranslator.com';
/** Endpoints shared by resources: worldwide, per geography, and of the sovereign clouds. */
const SHARED_HOST = /(\.microsofttranslator\.(com|us)|(^|\.)translator\.azure\.cn)$/;

/**
 * What the settings say about Azure AI Translator: by key (with the region, unless the resource is global), or by
 * managed identity through the resource's own domain or, on a shared endpoint, its resource id.
 */
export function translatorConfiguration(values: AzureSettingValues): Configuration<TranslatorSettings> {
  const endpoint = values.AZURE_TRANSLATOR_ENDPOINT ?? GLOBAL_ENDPOINT;
  const isShared = SHARED_HOST.test(new URL(endpoint).hostname);
  const region = values.AZURE_TRANSLATOR_REGION;
  const resourceId = values.AZURE_TRANSLATOR_RESOURCE_ID;
  const key = values.AZURE_TRANSLATOR_KEY;
  const deployment = values.AZURE_TRANSLATOR_DEPLOYMENT;
  // the newer operation bears its version in the query alone
  const version = deployment === undefined ? '/v3.0' : '';
  if (key === undefined && isShared && resourceId === undefined) {
    return { kind: 'missing', reason: 'AZURE_TRANSLATOR_KEY is not set, nor is a resource for the managed identity' };
  }
  return {
    kind: 'configured',
    settings: {
      translateUrl: isShared ? `${endpoint}/translate` : `${endpoint}/translator/text${version}/translate`,
      deployment,
      headers: {
        ...(region === undefined ? {} : { 'Ocp-Apim-Subscription-Region': region }),
        ...(key === undefined && isShared && resourceId !== undefined ? { 'Ocp-Apim-ResourceId': resourceId } : {}),
      },
      access: key === undefined ? { kind: 'identity', clientId: values.AZURE_CLIENT_ID } : { kind: 'key', key },
    },
  };
}
