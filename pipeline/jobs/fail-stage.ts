import type { Failure } from '../contracts/failure.js';
import type { StageName } from '../contracts/stage-name.js';
import type { StageDeps } from './resolve-stage.js';
import { updateProgress, withStage } from './update-progress.js';

export interface FailStageParams {
  readonly jobId: string;
  readonly stage: StageName;
  readonly language?: string | undefined;
  readonly failure: Failure;
}

/** Marks a stage of a job as failed, or as cancelled with its job, keeping what is known about it. */
export async function failStage(params: FailStageParams, deps: Pick<StageDeps, 'documents' | 'now'>): Promise<void> {
  const { jobId, stage, language, failure } = params;
  const endedAt = deps.now().toISOString();
  await updateProgress(deps.documents, jobId, (progress) => {
    const before = progress.stages.find((each) => each.stage === stage && each.language === language);
    return withStage(progress, {
      stage,
      ...(language === undefined ? {} : { language }),
      units: 0,
      hits: 0,
      progress: 0,
      computeMs: 0,
      startedAt: endedAt,
      ...before,
      state: failure.code === 'cancelled' ? 'cancelled' : 'failed',
      endedAt,
      failure,
    });
  });
}
