import { createApiClient } from '../api-client/create-api-client.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from './polydub-session.js';

/** How long a server that was there may be away before the CLI gives up, and how often it looks, in ms. */
const longestOutageMs = 120_000;
const outageProbeMs = 2_000;
/** Failures further apart than this, in ms, are two outages: longer than one request can hang. */
const outageGapMs = 90_000;

/** What a session with a server needs. `isGiven`: the address was an option, not the environment. */
export interface OpenRemoteSessionParams {
  readonly io: CliIo;
  readonly progress: ProgressReporter;
  readonly signal: AbortSignal;
  readonly baseUrl: string;
  readonly key: string | undefined;
  readonly isGiven: boolean;
}

/** A session with a server. A wrong address fails at once; an outage later is waited out for two minutes. */
export async function openRemoteSession(params: OpenRemoteSessionParams): Promise<PolydubSession> {
  const session = createRemoteSession(params);
  await createApiClient(params).checkHealth();
  return session;
}

function createRemoteSession(params: OpenRemoteSessionParams): PolydubSession {
  const { io, progress, signal, baseUrl, isGiven } = params;
  const api = createApiClient(params);
  return {
    io,
    kind: 'remote',
    signal,
    reachArguments: isGiven ? ['--server', baseUrl.replace(/\/api$/, '')] : [],
    run: async (operation) => {
      const outage = { sinceMs: Number.NEGATIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
      for (;;) {
        try {
          return await operation(api);
        } catch (error) {
          if (!(error instanceof CliFailure) || error.code !== 'server-unreachable') throw error;
          const nowMs = io.now();
          if (nowMs - outage.lastMs > outageGapMs) outage.sinceMs = nowMs;
          outage.lastMs = nowMs;
          if (nowMs - outage.sinceMs >= longestOutageMs) throw error;
          progress.phase({ kind: 'waiting-for-server' });
          await io.sleep(outageProbeMs, signal);
        }
      }
    },
    withoutInterrupt: () => createRemoteSession({ ...params, signal: new AbortController().signal }),
    dispose: async () => undefined,
  };
}
