import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { abortError } from '../../process/abort-error.js';
import { authorizationHeaders } from './authorization-headers.js';
import type { AzureAccess } from './azure-access.js';
import type { AzureDeps } from './azure-deps.js';
import { azureFailure } from './azure-failure.js';
import { type Attempt, repeatAttempts } from './repeat-attempts.js';

/** Names the application, as synthesis demands. */
const USER_AGENT = 'polydub';

export interface CallAzureParams<T> {
  /** Service name for messages: `Azure AI Speech`. */
  readonly service: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly access: AzureAccess;
  readonly wrapToken?: (token: string) => string;
  /** For one try, answer read included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Reads the answer to the end; what it throws as PipelineError is final, a broken connection is tried again. */
  readonly read: (response: Response) => Promise<T>;
}

/**
 * One request to a managed service, tried again while it is busy or out of reach: after the pause it asks for, or
 * doubling ones. Redirects are not followed: they would carry the key to another host.
 * Fails with `unavailable`, `language-unreachable`, `engine-missing` (credentials), `request-invalid`, `cancelled`.
 */
export async function callAzure<T>(params: CallAzureParams<T>, deps: AzureDeps): Promise<T> {
  const { service, signal } = params;
  return repeatAttempts({ service, signal, attempt: () => tryOnce(params, deps) }, deps);
}

async function tryOnce<T>(params: CallAzureParams<T>, deps: AzureDeps): Promise<Attempt<T>> {
  const { service, signal, access } = params;
  const credentials = await authorizationHeaders({ access, service, wrapToken: params.wrapToken }, deps);
  try {
    const response = await deps.fetch(params.url, {
      method: params.method,
      headers: { 'User-Agent': USER_AGENT, ...params.headers, ...credentials },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(params.timeoutMs)]),
      ...(params.body === undefined ? {} : { body: params.body }),
    });
    if (response.status === 200) return { kind: 'done', value: await params.read(response) };
    const body = await response.text();
    const requestId = response.headers.get('x-requestid') ?? response.headers.get('apim-request-id');
    const secrets = Object.values(credentials).flatMap((value) => [value, value.replace(/^Bearer (.*#)?/, '')]);
    const error = azureFailure({ service, status: response.status, body, requestId, secrets });
    return { kind: 'failed', error, retryAfter: response.headers.get('retry-after') };
  } catch (cause) {
    if (signal.aborted) throw abortError(signal, service);
    if (cause instanceof PipelineError) throw cause;
    const error = new PipelineError('unavailable', `${service} could not be reached or did not finish its answer.`, {
      cause,
    });
    return { kind: 'failed', error, retryAfter: null };
  }
}
