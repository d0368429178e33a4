import { z } from 'zod';
import { settlePlan } from '../../pipeline/jobs/resolve-stage.js';
import { composition } from '../composition.js';
import { asOutcome } from './as-outcome.js';

const Input = z.strictObject({ jobId: z.string(), planId: z.string() });

/** Activity: gathers what the tasks of a plan made. */
export async function settlePlanActivity(input: unknown): Promise<unknown> {
  const { jobId, planId } = Input.parse(input);
  return asOutcome(async () => settlePlan(jobId, planId, await composition()));
}
