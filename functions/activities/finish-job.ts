import type { InvocationContext } from '@azure/functions';
import { FinishJobInput, finishJob } from '../../pipeline/jobs/finish-job.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: records how the job ended. */
export function finishJobActivity(input: unknown, context: InvocationContext): Promise<void> {
  return traced({ name: activityNames.finishJob, input, context }, (deps) =>
    finishJob(FinishJobInput.parse(input), deps),
  );
}
