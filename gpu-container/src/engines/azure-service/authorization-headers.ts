import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { AzureAccess } from './azure-access.js';
import type { AzureDeps } from './azure-deps.js';

/** The one scope of all services of this family. */
const SCOPE = 'https://cognitiveservices.azure.com/.default';

export interface AuthorizationParams {
  readonly access: AzureAccess;
  /** Service name for messages. */
  readonly service: string;
  /** Wraps the token where the service wants more than the token itself. */
  readonly wrapToken?: ((token: string) => string) | undefined;
}

/**
 * The header that shows who asks. The identity library keeps its tokens and renews them, so it is asked every time.
 * Fails with `engine-missing` where the machine has no managed identity.
 */
export async function authorizationHeaders(
  { access, service, wrapToken }: AuthorizationParams,
  deps: Pick<AzureDeps, 'credential'>,
): Promise<Readonly<Record<string, string>>> {
  if (access.kind === 'key') return { 'Ocp-Apim-Subscription-Key': access.key };
  const token = await fetchToken(access.clientId, service, deps);
  return { Authorization: `Bearer ${wrapToken === undefined ? token : wrapToken(token)}` };
}

async function fetchToken(
  clientId: string | undefined,
  service: string,
  deps: Pick<AzureDeps, 'credential'>,
): Promise<string> {
  const message = `No managed identity gives a token for ${service}. Assign one to the worker, or set the key.`;
  try {
    const given = await (await deps.credential(clientId)).getToken(SCOPE);
    if (given !== null) return given.token;
  } catch (cause) {
    throw new PipelineError('engine-missing', message, { cause });
  }
  throw new PipelineError('engine-missing', message);
}
