import { exportHistory } from './durable/export-history.js';
import type { RecordedHistory } from './durable/recorded-history.js';
import type { HostLog } from './host-log.js';
import type { CorsSettings } from './http/apply-cors.js';
import type { AppSettings } from './resolve-app-settings.js';
import { type RunningHost, startHost } from './start-host.js';
import type { HostClock } from './system-clock.js';
import type { BlobEvent, BlobReader } from './triggers/blob-event.js';
import type { OutputTargets } from './triggers/create-output-writer.js';
import type { QueueSources } from './triggers/queue-source.js';

export interface FunctionsHostParams {
  /** Folder of the app's package.json, whose `main` names the compiled entry files, and of its host.json. */
  readonly appRoot: string;
  /** Where durable state and timer runs are kept; without it both last as long as the process. */
  readonly stateDirectory?: string | undefined;
  /** App settings, put into the environment before the app is loaded. */
  readonly settings: AppSettings;
  /** Receives what happens in the host and what the app logs. */
  readonly log: HostLog;
  /** Queues that Service Bus triggers read. */
  readonly queueSources?: QueueSources;
  /** Reads blobs for triggers that take the bytes. */
  readonly blobReader?: BlobReader;
  /** Where output bindings go. */
  readonly outputs?: OutputTargets;
  /** Taken instead of the app's host.json. */
  readonly hostJson?: unknown;
  readonly clock?: HostClock;
  /** Left out: the operating system chooses. */
  readonly port?: number;
  /** When set, functions that are not anonymous, and the durable management API, ask for this key. */
  readonly functionKey?: string;
  readonly cors?: CorsSettings;
  /** Names, besides those of this machine, that a request's Host header may carry; in lower case, without port. */
  readonly allowedHosts?: readonly string[];
  /** Longest request body, when it is not streamed. */
  readonly maxBodyBytes?: number;
  /** Imports the app's registrations; left out: the files that `main` of package.json names. */
  readonly importApp?: () => Promise<unknown>;
}

/** What a start answers. */
export interface StartedHost {
  /** Origin, for example `http://127.0.0.1:40313`. */
  readonly url: string;
  /** Names of the functions that run. */
  readonly functions: readonly string[];
}

/** A Functions app on this machine. */
export interface FunctionsHost {
  /** Idempotent; rejects when the app cannot be loaded or asks for what this host does not have. */
  start(): Promise<StartedHost>;
  /** Resolves when every blob function that matches has succeeded; rejects when the event must be delivered again. */
  deliverBlobEvent(event: BlobEvent): Promise<void>;
  /** The history of an instance's present execution, as a golden history to replay later. */
  exportHistory(instanceId: string): Promise<RecordedHistory>;
  /** Stops triggers, requests and orchestrations, in this order; what is durable goes on at the next start. Idempotent. */
  dispose(): Promise<void>;
}

/**
 * Makes a host for one unmodified Azure Functions v4 Node.js app; one app per process.
 *
 * @example
 * const host = createFunctionsHost({ appRoot: process.cwd(), settings: {}, log: (entry) => print(entry.message) });
 * const { url } = await host.start();
 */
export function createFunctionsHost(params: FunctionsHostParams): FunctionsHost {
  let starting: Promise<RunningHost> | undefined;
  const running = async (): Promise<RunningHost> => {
    if (!starting) throw new Error('The host has not been started.');
    return starting;
  };
  return {
    async start() {
      starting ??= startHost(params);
      const { url, functions } = await starting;
      return { url, functions };
    },
    async deliverBlobEvent(event) {
      await (await running()).deliverBlobEvent(event);
    },
    async exportHistory(instanceId) {
      const { engine, durableFunctions } = await running();
      return exportHistory(instanceId, { engine, functions: durableFunctions });
    },
    async dispose() {
      // A start that failed has cleaned up after itself, and its caller has been told.
      const host = await starting?.catch(() => undefined);
      await host?.dispose();
    },
  };
}
