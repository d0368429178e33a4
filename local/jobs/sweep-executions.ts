import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { processStart } from './process-start.js';

const Remembered = z.object({ pid: z.number().int().positive(), start: z.string().nullable() });

/** Ends what a killed runner left running. A pid that belongs to another process by now is left alone. */
export async function sweepExecutions(stateDirectory: string): Promise<void> {
  const names = await readdir(stateDirectory).catch(() => []);
  for (const name of names) {
    const path = join(stateDirectory, name);
    const remembered = Remembered.safeParse(await readJson(path));
    if (remembered.success) endProcess(remembered.data);
    await rm(path, { force: true });
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined; // half-written when the machine went down: nothing to end
  }
}

function endProcess({ pid, start }: z.infer<typeof Remembered>): void {
  if (start === null || processStart(pid) !== start) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ended in between
  }
}
