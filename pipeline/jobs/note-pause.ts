import { z } from 'zod';
import { StageName } from '../contracts/stage-name.js';
import { jobPaths } from './job-paths.js';
import type { StageDeps } from './resolve-stage.js';
import { updateProgress } from './update-progress.js';

export const NotePauseInput = z.strictObject({
  jobId: z.string(),
  stage: StageName,
  language: z.string().optional(),
  /** The orchestration that is going to wait. */
  instanceId: z.string(),
});
export type NotePauseInput = z.infer<typeof NotePauseInput>;

/** Whether there is still something to wait for. */
export const NotedPause = z.strictObject({ isWaiting: z.boolean() });
export type NotedPause = z.infer<typeof NotedPause>;

/**
 * Notes who waits for a higher budget, so that it can be told. Nobody need wait where the budget was raised or the job
 * cancelled between the refusal and now: whoever does either looks at the notes afterwards.
 */
export async function notePause(
  { jobId, stage, language, instanceId }: NotePauseInput,
  { documents }: Pick<StageDeps, 'documents'>,
): Promise<NotedPause> {
  let isWaiting = false;
  await updateProgress(documents, jobId, (progress) => {
    const pauses = progress.pauses ?? [];
    const own = pauses.find((each) => each.stage === stage && each.language === language);
    const spent = progress.stages.reduce((total, each) => total + (each.amount ?? 0), 0);
    isWaiting = own !== undefined && progress.budget !== undefined && spent + own.amount > progress.budget.amount;
    return isWaiting
      ? { ...progress, pauses: pauses.map((each) => (each === own ? { ...own, instanceId } : each)) }
      : progress;
  });
  return { isWaiting: isWaiting && !(await documents.exists(jobPaths.cancel(jobId))) };
}
