import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cloudPaths } from './cloud-paths.js';
import { isProcessAlive } from './is-process-alive.js';

/** Ids of the living programs that use the cloud of a state directory; those that died without signing out are removed. */
export async function listCloudUsers(stateDirectory: string): Promise<readonly number[]> {
  const { users } = cloudPaths(stateDirectory);
  const names = await readdir(users).catch(() => []);
  const pids = names.map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 0);
  const dead = pids.filter((pid) => !isProcessAlive(pid));
  await Promise.all(dead.map((pid) => rm(join(users, String(pid)), { force: true })));
  return pids.filter((pid) => !dead.includes(pid));
}
