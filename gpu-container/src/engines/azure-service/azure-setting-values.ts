import { z } from 'zod';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The address of a resource: HTTPS (a key travels with every request), nothing after the host. */
const Endpoint = z.url().transform((value, context): string => {
  const url = new URL(value);
  const refuse = (message: string): never => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (url.protocol !== 'https:' && !LOCAL_HOSTS.includes(url.hostname)) return refuse('must begin with https://');
  if (url.username !== '' || url.password !== '') return refuse('must not hold a user name or a password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return refuse('must end after the host name');
  return url.origin;
});

/** Printable characters only: anything else would surface, value and all, in the error of the HTTP library. */
const Key = z.string().regex(/^[\x21-\x7e]+$/, 'must be the key alone, without spaces or line ends');
const Region = z.string().regex(/^[a-z0-9]+$/, 'must be a region as in westeurope');
const Deployment = z.string().regex(/^[\w.-]{1,64}$/, 'must be the name of a model deployment');
const ResourceId = z
  .string()
  .regex(
    /^\/subscriptions\/[\w-]+\/resourceGroups\/[^/#\s]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/#\s]+\/?$/i,
    'must be /subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…',
  );

/** The settings of the managed engines, as they stand in the environment. Unset and empty are the same. */
export const AzureSettingValues = z.object({
  AZURE_TRANSLATOR_ENDPOINT: Endpoint.optional(),
  AZURE_TRANSLATOR_KEY: Key.optional(),
  AZURE_TRANSLATOR_REGION: Region.optional(),
  AZURE_TRANSLATOR_DEPLOYMENT: Deployment.optional(),
  AZURE_TRANSLATOR_RESOURCE_ID: ResourceId.optional(),
  AZURE_SPEECH_ENDPOINT: Endpoint.optional(),
  AZURE_SPEECH_KEY: Key.optional(),
  AZURE_SPEECH_REGION: Region.optional(),
  AZURE_SPEECH_RESOURCE_ID: ResourceId.optional(),
  AZURE_CLIENT_ID: z.string().optional(),
});
export type AzureSettingValues = z.infer<typeof AzureSettingValues>;
