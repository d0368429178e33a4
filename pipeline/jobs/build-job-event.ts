import { type JobEvent, jobEventTypes } from '../contracts/job-event.js';
import type { JobResult } from '../contracts/job-result.js';

/** What is told of a job that has ended; undefined for a result that is no end. */
export function buildJobEvent({ jobId, state, targets, endedAt }: JobResult): JobEvent | undefined {
  if (state === 'queued' || state === 'running' || state === 'paused') return undefined;
  return {
    specversion: '1.0',
    id: `${jobId}-ended`,
    source: '/polydub/jobs',
    type: jobEventTypes[state],
    subject: jobId,
    time: endedAt,
    datacontenttype: 'application/json',
    data: {
      jobId,
      state,
      targets: targets.map(({ language, failure }) => ({
        language,
        state: failure === undefined ? 'completed' : 'failed',
      })),
    },
  };
}
