import { apiBaseUrl } from '../api-client/api-base-url.js';
import { type ApiClient, createApiClient } from '../api-client/create-api-client.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { joinLocalCloud } from '../local-cloud/join-local-cloud.js';
import { leaveLocalCloud } from '../local-cloud/leave-local-cloud.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from './polydub-session.js';

/** How often in one session a local cloud that died is started again. */
const maxRestarts = 5;

/** What a session with the cloud on this machine needs; the directory is absolute. */
export interface OpenLocalSessionParams {
  readonly io: CliIo;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
  readonly stateDirectory: string;
  readonly isStateGiven: boolean;
}

/**
 * A session with the cloud on this machine: finds a running one or starts it, starts it again if it dies (its jobs are
 * journaled and go on), and stops it at the end if nobody else uses it. Fails with `cloud-not-started`.
 */
export async function openLocalSession(params: OpenLocalSessionParams): Promise<PolydubSession> {
  const { io, progress, stateDirectory, isStateGiven } = params;
  const connection = { url: await join(params), restarts: 0 };
  const sessionWith = (signal: AbortSignal): PolydubSession => ({
    io,
    kind: 'local',
    signal,
    reachArguments: isStateGiven ? ['--state', stateDirectory] : [],
    run: async (operation) => {
      for (;;) {
        const { url } = connection;
        try {
          return await operation(clientAt(io, url, signal));
        } catch (error) {
          if (!(error instanceof CliFailure) || error.code !== 'server-unreachable') throw error;
          if (connection.restarts === maxRestarts) throw diedTooOften(stateDirectory, error);
          connection.restarts += 1;
          progress.note(`The local cloud stopped; starting it again (${connection.restarts} of ${maxRestarts}).`);
          connection.url = await join(params);
        }
      }
    },
    withoutInterrupt: () => sessionWith(new AbortController().signal),
    dispose: async () => {
      await leaveLocalCloud({ io, stateDirectory });
    },
  });
  return sessionWith(params.signal);
}

async function join({ io, progress, stateDirectory }: OpenLocalSessionParams): Promise<string> {
  const onStart = (): void => progress.phase({ kind: 'starting-cloud' });
  return (await joinLocalCloud({ io, stateDirectory, onStart })).record.url;
}

function clientAt(io: CliIo, url: string, signal: AbortSignal): ApiClient {
  return createApiClient({ io, baseUrl: apiBaseUrl(url), signal });
}

function diedTooOften(stateDirectory: string, cause: CliFailure): CliFailure {
  const message = `The local cloud stopped more than ${maxRestarts} times; its log is in ${stateDirectory}.`;
  return CliFailure.of('server-unreachable', message, { cause });
}
