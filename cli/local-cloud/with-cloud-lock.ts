import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { processStartTime } from '../../local/journal/process-start-time.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { cloudPaths } from './cloud-paths.js';
import { isSameProcess } from './is-same-process.js';

/** Longest wait for another program that starts or stops the same cloud, and how often to look, in ms. */
const longestWaitMs = 90_000;
const lookIntervalMs = 50;
/** An empty lock is one its owner is just writing; for longer than this it died over it, or its disk was full, in ms. */
const longestWritingMs = 5_000;

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
  let emptySinceMs: number | undefined;
  for (let found = await tryLock(path); found !== 'locked'; found = await tryLock(path)) {
    const nowMs = params.io.now();
    if (nowMs > deadlineMs) {
      throw CliFailure.of(
        'cloud-not-started',
        `Another program has been starting the local cloud for too long (${path}).`,
      );
    }
    emptySinceMs = found === 'empty' ? (emptySinceMs ?? nowMs) : undefined;
    if (emptySinceMs !== undefined && nowMs - emptySinceMs > longestWritingMs) await rm(path, { force: true });
    await params.io.sleep(lookIntervalMs);
  }
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<'locked' | 'taken' | 'empty'> {
  try {
    const startTime = (await processStartTime(process.pid)) ?? '';
    const handle = await open(path, 'wx');
    await handle.writeFile(`${process.pid} ${startTime}`).finally(() => handle.close());
    return 'locked';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const owner = await readFile(path, 'utf8').catch(() => '');
  if (owner === '') return 'empty';
  const [pid = '', ...startTime] = owner.split(' ');
  if (!(await isSameProcess({ pid: Number(pid), startTime: startTime.join(' ') }))) await rm(path, { force: true });
  return 'taken';
}
