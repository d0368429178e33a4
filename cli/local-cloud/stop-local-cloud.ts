import { rm } from 'node:fs/promises';
import type { CliIo } from '../cli-io.js';
import { cloudPaths } from './cloud-paths.js';
import type { CloudRecord } from './cloud-record.js';
import { isProcessAlive } from './is-process-alive.js';

/** How long a cloud may take to put its things away before it is killed, in ms. Killing loses nothing: it is journaled. */
const graceMs = 15_000;
const lookIntervalMs = 20;

/** Which cloud to stop. */
export interface StopLocalCloudParams {
  readonly io: Pick<CliIo, 'sleep' | 'now'>;
  readonly stateDirectory: string;
  readonly record: CloudRecord;
}

/** Asks a local cloud to stop and waits until its process is gone. */
export async function stopLocalCloud({ io, record, stateDirectory }: StopLocalCloudParams): Promise<void> {
  const deadlineMs = io.now() + graceMs;
  signal(record.pid, 'SIGTERM');
  while (isProcessAlive(record.pid)) {
    if (io.now() > deadlineMs) signal(record.pid, 'SIGKILL');
    await io.sleep(lookIntervalMs);
  }
  await rm(cloudPaths(stateDirectory).record, { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    // it is gone already, which is what was wanted
  }
}
