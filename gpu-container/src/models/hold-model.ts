import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { abortError } from '../process/abort-error.js';

/** A holder that has not shown itself for this long is dead, wherever it ran, in ms. */
const SILENT_MS = 60_000;
const BEAT_MS = 5_000;
const POLL_MS = 100;

export interface HoldModelParams<T> {
  /** The model's folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly work: () => Promise<T>;
}

/** Runs `work` while no other process of this machine, or of one that shares the folder, does so for the same model. */
export async function holdModel<T>({ folder, signal, work }: HoldModelParams<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, '.pulling');
  while (!(await take(path))) {
    if (signal.aborted) throw abortError(signal, 'The download');
    if (await isAbandoned(path)) await clear(path);
    else await delay(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined); // a missed beat is no harm: the next one comes
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
}

/** One at a time, and only after another look: else the second to clear would clear what the first has just taken. */
async function clear(path: string): Promise<void> {
  const broom = `${path}.clearing`;
  if (!(await take(broom))) {
    if (await isAbandoned(broom)) await rm(broom, { force: true });
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(broom, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(JSON.stringify({ host: hostname(), pid: process.pid }));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > SILENT_MS) return true;
    const [, host, pid] = /"host":"([^"]*)","pid":(\d+)/.exec(await readFile(path, 'utf8')) ?? [];
    return host === hostname() && pid !== undefined && !isAlive(Number(pid));
  } catch {
    return false; // gone between two looks: try to take it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
