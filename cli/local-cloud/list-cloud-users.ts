import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cloudPaths } from './cloud-paths.js';
import { isSameProcess } from './is-same-process.js';

/** Ids of the living programs that use the cloud of a state directory; those that died without signing out are removed. */
export async function listCloudUsers(stateDirectory: string): Promise<readonly number[]> {
  const paths = cloudPaths(stateDirectory);
  const names = await readdir(paths.users).catch(() => []);
  const pids = names.map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 0);
  const users = await Promise.all(
    pids.map(async (pid) => ({ pid, isAlive: await isUser(join(paths.users, String(pid)), pid) })),
  );
  const dead = users.filter(({ isAlive }) => !isAlive);
  await Promise.all(dead.map(({ pid }) => rm(join(paths.users, String(pid)), { force: true })));
  return users.filter(({ isAlive }) => isAlive).map(({ pid }) => pid);
}

/** Each user left a file named by its process id, holding when it started. */
async function isUser(path: string, pid: number): Promise<boolean> {
  const startTime = await readFile(path, 'utf8').catch(() => undefined);
  return startTime !== undefined && isSameProcess({ pid, startTime });
}
