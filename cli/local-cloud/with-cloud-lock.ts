import { mkdir, open, readFile, rm } from 'node:fs/promises';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { cloudPaths } from './cloud-paths.js';
import { isProcessAlive } from './is-process-alive.js';

/** Longest wait for another program that starts or stops the same cloud, and how often to look, in ms. */
const longestWaitMs = 90_000;
const lookIntervalMs = 50;

/** What the lock is over. */
export interface CloudLockParams {
  readonly io: Pick<CliIo, 'sleep' | 'now'>;
  readonly stateDirectory: string;
}

/**
 * Runs `action` while no other program starts or stops the cloud of the same state directory. A lock whose owner is
 * dead is taken over. Fails with `cloud-not-started` if another program holds it for longer than any start takes.
 */
export async function withCloudLock<Result>(params: CloudLockParams, action: () => Promise<Result>): Promise<Result> {
  const path = cloudPaths(params.stateDirectory).lock;
  await mkdir(params.stateDirectory, { recursive: true });
  const deadlineMs = params.io.now() + longestWaitMs;
  while (!(await tryLock(path))) {
    if (params.io.now() > deadlineMs) {
      throw CliFailure.of(
        'cloud-not-started',
        `Another program has been starting the local cloud for too long (${path}).`,
      );
    }
    await params.io.sleep(lookIntervalMs);
  }
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const owner = await readFile(path, 'utf8').catch(() => '');
  // an empty file is a lock its owner is just writing
  if (owner !== '' && !isProcessAlive(Number(owner))) await rm(path, { force: true });
  return false;
}
