import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { settlePlan } from '../../pipeline/jobs/resolve-stage.js';
import { activityNames } from '../names.js';
import { asOutcome } from './as-outcome.js';
import { traced } from './traced.js';

const Input = z.strictObject({ jobId: z.string(), planId: z.string() });

/** Activity: gathers what the tasks of a plan made. */
export function settlePlanActivity(input: unknown, context: InvocationContext): Promise<unknown> {
  const { jobId, planId } = Input.parse(input);
  return traced({ name: activityNames.settlePlan, input, context }, (deps) =>
    asOutcome(async () => settlePlan(jobId, planId, deps)),
  );
}
