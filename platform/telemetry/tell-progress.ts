import type { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import type { Span } from '../../pipeline/contracts/span.js';
import type { JobFacts } from './job-facts.js';
import { jobSpan } from './job-span.js';
import { planIdOf } from './plan-id-of.js';
import { stageSpan } from './stage-span.js';
import { targetSpan } from './target-span.js';
import type { ProgressChange } from './watch-documents.js';

export interface TellProgressParams {
  readonly job: JobFacts;
  readonly change: ProgressChange;
  /** The plan the change is about, where one is known. */
  readonly planId: string | undefined;
  /** The target language whose end the change is; those of others were told when they ended. */
  readonly language: string | undefined;
  /** When what caused the change began, and now, in ms since the epoch. */
  readonly startMs: number;
  readonly nowMs: number;
}

/** The spans that ended with a change of a job's progress: stages, targets, the job. */
export function tellProgress(params: TellProgressParams): readonly Span[] {
  const { job, change } = params;
  const { before, after } = change;
  const stages = after.stages
    .filter((stage) => stage.endedAt !== undefined && stage.endedAt !== find(before, stage)?.endedAt)
    .map((stage) => stageSpan(job, stage, params.planId ?? planIdOf(after, stage)));
  const targets = after.targets
    .filter(({ language, state }) => {
      const known = before?.targets.find((target) => target.language === language);
      return state !== 'running' && state !== 'queued' && (language === params.language || known?.state !== state);
    })
    .map((target) => targetSpan({ job, progress: after, target, startMs: params.startMs, endMs: params.nowMs }));
  const hasEnded = after.endedAt !== undefined && after.endedAt !== before?.endedAt;
  return [...stages, ...targets, ...(hasEnded ? [jobSpan(job, after)] : [])];
}

function find(progress: JobProgress | undefined, { stage, language }: StageStatus): StageStatus | undefined {
  return progress?.stages.find((each) => each.stage === stage && each.language === language);
}
