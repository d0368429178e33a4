import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { loadBrief } from '../../pipeline/jobs/load-brief.js';
import { activityNames } from '../names.js';
import { asOutcome } from './as-outcome.js';
import { traced } from './traced.js';

const Input = z.strictObject({ jobId: z.string() });

/** Activity: the job as orchestrators need it. */
export function loadBriefActivity(input: unknown, context: InvocationContext): Promise<unknown> {
  return traced({ name: activityNames.loadBrief, input, context }, (deps) =>
    asOutcome(async () => loadBrief(Input.parse(input).jobId, deps)),
  );
}
