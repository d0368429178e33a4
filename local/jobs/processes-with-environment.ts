import { readdir, readFile } from 'node:fs/promises';

/** The processes that were started with the given environment variable; none where there is no /proc. */
export async function processesWithEnvironment(variable: string, value: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const matches = await Promise.all(pids.map((pid) => carries(pid, `${variable}=${value}`)));
  return pids.filter((pid, at) => matches[at] && pid !== process.pid);
}

async function carries(pid: number, entry: string): Promise<boolean> {
  // Another user's process cannot be read, and one that ended is gone: neither is one of ours.
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(entry);
}
