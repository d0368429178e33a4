import { z } from 'zod';
import { Failure } from '../../pipeline/contracts/failure.js';
import { StageName } from '../../pipeline/contracts/stage-name.js';
import { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { SendTaskInput } from '../../pipeline/jobs/build-task-message.js';
import { ChooseEngineInput } from '../../pipeline/jobs/choose-job-engine.js';
import { FinishJobInput } from '../../pipeline/jobs/finish-job.js';
import { NotePauseInput } from '../../pipeline/jobs/note-pause.js';
import { SettleTargetInput } from '../../pipeline/jobs/settle-target.js';

/** What each activity takes, as the real ones parse it: a script refuses what they would refuse. */
export const activityInputs = {
  'load-brief': z.strictObject({ jobId: z.string() }),
  'resolve-stage': StageRequest,
  'note-pause': NotePauseInput,
  'send-task': SendTaskInput,
  'settle-plan': z.strictObject({ jobId: z.string(), planId: z.string() }),
  'fail-stage': z.strictObject({
    jobId: z.string(),
    stage: StageName,
    language: z.string().optional(),
    failure: Failure,
  }),
  'choose-engine': ChooseEngineInput,
  'settle-target': SettleTargetInput,
  'finish-job': FinishJobInput,
} as const;

export type ActivityName = keyof typeof activityInputs;
export type ActivityInput<Name extends ActivityName> = z.infer<(typeof activityInputs)[Name]>;
