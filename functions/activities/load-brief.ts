import { z } from 'zod';
import { loadBrief } from '../../pipeline/jobs/load-brief.js';
import { composition } from '../composition.js';
import { asOutcome } from './as-outcome.js';

const Input = z.strictObject({ jobId: z.string() });

/** Activity: the job as orchestrators need it. */
export async function loadBriefActivity(input: unknown): Promise<unknown> {
  return asOutcome(async () => loadBrief(Input.parse(input).jobId, await composition()));
}
