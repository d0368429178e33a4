import { authorizationHeaders } from '../azure-service/authorization-headers.js';
import type { AzureDeps } from '../azure-service/azure-deps.js';
import { callAzure } from '../azure-service/call-azure.js';
import type { SpeechSettings } from './speech-configuration.js';
import { speechToken } from './speech-token.js';

const SERVICE = 'Azure AI Speech';
const TIMEOUT_MS = 30_000;
/** The service's tokens hold for ten minutes. */
const TOKEN_LIFE_MS = 9 * 60_000;

/** Gives the token that opens a WebSocket, as the service’s library wants it: without `Bearer`. */
export type SpeechAccess = (signal: AbortSignal) => Promise<string>;

/**
 * Who asks, for the speech library. The library writes what it is given into the address of its connection, so it never
 * gets the key: a key is changed into a token of ten minutes first. A managed identity's token is bound to the resource.
 * The access fails as `callAzure` does.
 */
export function createSpeechAccess(settings: SpeechSettings, deps: AzureDeps): SpeechAccess {
  const { access } = settings;
  let issued: { readonly token: string; readonly untilMs: number } | undefined;
  return async (signal) => {
    if (access.kind === 'identity') {
      const headers = await authorizationHeaders({ access, service: SERVICE, wrapToken: speechToken(settings) }, deps);
      return (headers['Authorization'] ?? '').replace(/^Bearer /, '');
    }
    if (issued === undefined || deps.now() >= issued.untilMs) {
      const untilMs = deps.now() + TOKEN_LIFE_MS;
      issued = { token: await issueToken(settings, deps, signal), untilMs };
    }
    return issued.token;
  };
}

function issueToken({ tokenUrl, access }: SpeechSettings, deps: AzureDeps, signal: AbortSignal): Promise<string> {
  return callAzure(
    {
      ...{ service: SERVICE, method: 'POST', url: tokenUrl, access, timeoutMs: TIMEOUT_MS, signal },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: '',
      read: async (response) => (await response.text()).trim(),
    },
    deps,
  );
}
