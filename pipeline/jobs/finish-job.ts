import { z } from 'zod';
import { Failure } from '../contracts/failure.js';
import { type JobResult, TargetResult } from '../contracts/job-result.js';
import type { JobState } from '../contracts/job-status.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { toFailure } from '../errors/to-failure.js';
import { jobPaths } from './job-paths.js';
import { readJob } from './read-job.js';
import type { StageDeps } from './resolve-stage.js';
import { updateProgress } from './update-progress.js';

export const FinishJobInput = z.strictObject({ jobId: z.string(), failure: Failure.optional() });
export type FinishJobInput = z.infer<typeof FinishJobInput>;

/** Writes how the job ended, and returns it. A job whose shared stages failed has no targets that worked. */
export async function finishJob(input: FinishJobInput, deps: Pick<StageDeps, 'documents' | 'now'>): Promise<JobResult> {
  const { jobId, failure } = input;
  const job = await readJob(deps.documents, jobId);
  const targets = await Promise.all(
    job.request.targets.map(async (language): Promise<TargetResult> => {
      const found = await deps.documents.read(jobPaths.target(jobId, language));
      if (found !== undefined) return TargetResult.parse(found);
      const why = failure ?? toFailure(new PipelineError('internal', `Target ${language} ended without a result.`));
      return { language, files: [], failure: why };
    }),
  );
  const endedAt = deps.now().toISOString();
  const state = stateOf(targets, failure);
  const result: JobResult = { schemaVersion: 1, jobId, state, targets, endedAt, ...(failure && { failure }) };
  await deps.documents.write(jobPaths.result(jobId), result);
  await updateProgress(deps.documents, jobId, (progress) => ({
    ...progress,
    state,
    endedAt,
    tasks: {},
    targets: targets.map((target) => ({
      language: target.language,
      state: stateOf([target], undefined),
      ...(target.failure && { failure: target.failure }),
    })),
    ...(failure && { failure }),
  }));
  return result;
}

function stateOf(targets: readonly TargetResult[], failure: Failure | undefined): JobState {
  const codes = targets.map((target) => target.failure?.code);
  if (failure?.code === 'cancelled' || codes.includes('cancelled')) return 'cancelled';
  if (failure !== undefined || codes.every((code) => code !== undefined)) return 'failed';
  return codes.some((code) => code !== undefined) ? 'completed-with-failures' : 'completed';
}
