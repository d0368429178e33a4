import { processStartTime } from '../../local/journal/process-start-time.js';
import { isProcessAlive } from './is-process-alive.js';

/** A process as a file on disk remembers it; without a start time only the id is known. */
export interface RememberedProcess {
  readonly pid: number;
  readonly startTime?: string | undefined;
}

/**
 * Whether a process still runs. After a crash or a restart of the machine its id may belong to a program that has
 * nothing to do with us: the start time tells them apart, so that it is neither waited for nor stopped.
 */
export async function isSameProcess({ pid, startTime }: RememberedProcess): Promise<boolean> {
  if (!isProcessAlive(pid)) return false;
  return startTime === undefined || startTime === '' || (await processStartTime(pid)) === startTime;
}
