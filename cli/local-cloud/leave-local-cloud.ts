import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliIo } from '../cli-io.js';
import { cloudPaths } from './cloud-paths.js';
import { listCloudUsers } from './list-cloud-users.js';
import { readCloudRecord } from './read-cloud-record.js';
import { stopLocalCloud } from './stop-local-cloud.js';
import { withCloudLock } from './with-cloud-lock.js';

/** Which cloud to leave. */
export interface LeaveLocalCloudParams {
  readonly io: CliIo;
  readonly stateDirectory: string;
}

/** Signs this program out of a local cloud; the last one out stops it. Returns the ids of the programs still using it. */
export async function leaveLocalCloud({ io, stateDirectory }: LeaveLocalCloudParams): Promise<readonly number[]> {
  return withCloudLock({ io, stateDirectory }, async () => {
    await rm(join(cloudPaths(stateDirectory).users, String(process.pid)), { force: true });
    const others = await listCloudUsers(stateDirectory);
    const record = await readCloudRecord(stateDirectory);
    if (others.length === 0 && record !== undefined) await stopLocalCloud({ io, record, stateDirectory });
    return others;
  });
}
