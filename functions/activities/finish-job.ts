import type { InvocationContext } from '@azure/functions';
import { buildJobEvent } from '../../pipeline/jobs/build-job-event.js';
import { FinishJobInput, finishJob } from '../../pipeline/jobs/finish-job.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: records how the job ended, and tells it where a topic is set. */
export function finishJobActivity(input: unknown, context: InvocationContext): Promise<void> {
  return traced({ name: activityNames.finishJob, input, context }, async (deps) => {
    const event = buildJobEvent(await finishJob(FinishJobInput.parse(input), deps));
    if (event === undefined || deps.jobEvents === undefined) return;
    try {
      await deps.jobEvents.publish(event);
    } catch (error) {
      // the job has ended and says so to whoever asks: a topic that is away must not undo that
      context.error('job-event.not-told', error);
    }
  });
}
