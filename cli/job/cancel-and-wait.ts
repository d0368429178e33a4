import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { PolydubSession } from '../session/polydub-session.js';

/** How long cancelling is waited for, and how often it is looked at, in ms. The unit in flight stops at its next beat. */
const longestWaitMs = 30_000;
const lookIntervalMs = 250;

/** Which job to cancel, at which Polydub. */
export interface CancelAndWaitParams {
  readonly session: PolydubSession;
  readonly jobId: string;
}

/**
 * Cancels a job and waits a while until it is over; returns its last status, which may still be running. A job that is
 * over already stays what it is. Fails as the API does.
 */
export async function cancelAndWait({ session, jobId }: CancelAndWaitParams): Promise<JobStatus> {
  await session.run((api) => api.cancelJob(jobId)).catch(unlessOver);
  const deadlineMs = session.io.now() + longestWaitMs;
  for (;;) {
    const status = await session.run((api) => api.readJob(jobId));
    const isGoingOn = status.state === 'queued' || status.state === 'running';
    if (!isGoingOn || session.io.now() > deadlineMs) return status;
    await session.io.sleep(lookIntervalMs, session.signal);
  }
}

function unlessOver(error: unknown): void {
  if (!(error instanceof CliFailure) || error.code !== 'conflict') throw error;
}
