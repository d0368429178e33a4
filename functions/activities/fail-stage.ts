import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { Failure } from '../../pipeline/contracts/failure.js';
import { StageName } from '../../pipeline/contracts/stage-name.js';
import { failStage } from '../../pipeline/jobs/fail-stage.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

const Input = z.strictObject({
  jobId: z.string(),
  stage: StageName,
  language: z.string().optional(),
  failure: Failure,
});

/** Activity: marks a stage as failed. */
export function failStageActivity(input: unknown, context: InvocationContext): Promise<void> {
  return traced({ name: activityNames.failStage, input, context }, (deps) => failStage(Input.parse(input), deps));
}
