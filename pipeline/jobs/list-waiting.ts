import type { JobProgress } from '../contracts/job-progress.js';

/** The orchestrations of a job that wait for a higher budget. */
export function listWaiting({ pauses = [] }: JobProgress): readonly string[] {
  return [...new Set(pauses.flatMap(({ instanceId }) => instanceId ?? []))];
}
