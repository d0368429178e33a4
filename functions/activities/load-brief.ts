import { z } from 'zod';
import { loadBrief } from '../../pipeline/jobs/load-brief.js';
import { composition } from '../composition.js';

const Input = z.strictObject({ jobId: z.string() });

/** Activity: the job as orchestrators need it. */
export async function loadBriefActivity(input: unknown): Promise<unknown> {
  return loadBrief(Input.parse(input).jobId, await composition());
}
