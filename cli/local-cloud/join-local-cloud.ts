import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processStartTime } from '../../local/journal/process-start-time.js';
import { apiBaseUrl } from '../api-client/api-base-url.js';
import { createApiClient } from '../api-client/create-api-client.js';
import type { CliIo } from '../cli-io.js';
import { cloudPaths } from './cloud-paths.js';
import type { CloudRecord } from './cloud-record.js';
import { readCloudRecord } from './read-cloud-record.js';
import { withCloudLock } from './with-cloud-lock.js';

/** How long a cloud whose process lives may keep silent, and how often it is asked, in ms. */
const longestSilenceMs = 20_000;
const askIntervalMs = 200;

/** Which cloud to join, and who is told when it has to be started first. */
export interface JoinLocalCloudParams {
  readonly io: CliIo;
  readonly stateDirectory: string;
  readonly onStart: () => void;
}

/** The cloud that was joined, and whether it ran already. */
export interface JoinedCloud {
  readonly record: CloudRecord;
  readonly wasRunning: boolean;
}

/**
 * Finds the cloud of a state directory or starts it, and signs this program in as one of its users.
 * Fails with `cloud-not-started`, or `server-unreachable` if one runs and does not answer.
 */
export async function joinLocalCloud({ io, stateDirectory, onStart }: JoinLocalCloudParams): Promise<JoinedCloud> {
  return withCloudLock({ io, stateDirectory }, async () => {
    const running = await findAnsweringCloud(io, stateDirectory);
    if (running === undefined) onStart();
    const record = running ?? (await io.startCloud({ stateDirectory }));
    const { users } = cloudPaths(stateDirectory);
    await mkdir(users, { recursive: true });
    await writeFile(join(users, String(process.pid)), (await processStartTime(process.pid)) ?? '');
    return { record, wasRunning: running !== undefined };
  });
}

/** The running cloud. One that is just dying still has a process: it is asked until it answers or is gone. */
async function findAnsweringCloud(io: CliIo, stateDirectory: string): Promise<CloudRecord | undefined> {
  const deadlineMs = io.now() + longestSilenceMs;
  for (;;) {
    const record = await readCloudRecord(stateDirectory);
    if (record === undefined) return undefined;
    try {
      await createApiClient({ io, baseUrl: apiBaseUrl(record.url) }).checkHealth();
      return record;
    } catch (error) {
      if (io.now() > deadlineMs) throw error;
      await io.sleep(askIntervalMs);
    }
  }
}
