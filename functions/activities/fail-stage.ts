import { z } from 'zod';
import { Failure } from '../../pipeline/contracts/failure.js';
import { StageName } from '../../pipeline/contracts/stage-name.js';
import { failStage } from '../../pipeline/jobs/fail-stage.js';
import { composition } from '../composition.js';

const Input = z.strictObject({
  jobId: z.string(),
  stage: StageName,
  language: z.string().optional(),
  failure: Failure,
});

/** Activity: marks a stage as failed. */
export async function failStageActivity(input: unknown): Promise<void> {
  await failStage(Input.parse(input), await composition());
}
