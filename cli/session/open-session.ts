import { apiBaseUrl } from '../api-client/api-base-url.js';
import type { CliIo } from '../cli-io.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import { openLocalSession } from './open-local-session.js';
import { openRemoteSession } from './open-remote-session.js';
import type { PolydubSession } from './polydub-session.js';
import { resolveStateDirectory } from './resolve-state-directory.js';

/** Where the person said Polydub is; absent means as the environment says, then the cloud on this machine. */
export interface ReachOptions {
  readonly server?: string | undefined;
  readonly state?: string | undefined;
}

/** What a session is opened with. */
export interface OpenSessionParams {
  readonly io: CliIo;
  readonly progress: ProgressReporter;
  readonly reach: ReachOptions;
  readonly signal: AbortSignal;
}

/** Reaches the Polydub the person means, starting the local cloud if need be. Fails with `server-unreachable`, `key-refused` or `cloud-not-started`. */
export async function openSession(params: OpenSessionParams): Promise<PolydubSession> {
  const { io, progress, reach, signal } = params;
  const named = (io.env['POLYDUB_URL'] ?? '') === '' ? undefined : io.env['POLYDUB_URL'];
  // --state says: the cloud on this machine, so it outweighs an address in the environment
  const server = reach.server ?? (reach.state === undefined ? named : undefined);
  if (server === undefined) {
    const stateDirectory = resolveStateDirectory(io, reach.state);
    return openLocalSession({ io, progress, signal, stateDirectory, isStateGiven: reach.state !== undefined });
  }
  const key = (io.env['POLYDUB_KEY'] ?? '') === '' ? undefined : io.env['POLYDUB_KEY'];
  const isGiven = reach.server !== undefined;
  return openRemoteSession({ io, progress, signal, baseUrl: apiBaseUrl(server), key, isGiven });
}
