import { JobProgress } from '../contracts/job-progress.js';
import type { StageStatus } from '../contracts/job-status.js';
import type { DocumentStore } from '../ports/document-store.js';
import { jobPaths } from './job-paths.js';

/** The progress of a job nobody has worked on yet. */
export const emptyProgress: JobProgress = { state: 'queued', stages: [], targets: [], tasks: {}, plans: {} };

/** Changes a job's progress document, guarded against concurrent writers. */
export async function updateProgress(
  documents: DocumentStore,
  jobId: string,
  change: (progress: JobProgress) => JobProgress,
): Promise<void> {
  await documents.update(jobPaths.progress(jobId), (current) =>
    change(current === undefined ? emptyProgress : JobProgress.parse(current)),
  );
}

/** Puts a stage's status in its place: one entry per stage and target language. */
export function withStage(progress: JobProgress, status: StageStatus): JobProgress {
  const isSame = (other: StageStatus) => other.stage === status.stage && other.language === status.language;
  const index = progress.stages.findIndex(isSame);
  const stages = index < 0 ? [...progress.stages, status] : progress.stages.with(index, status);
  return { ...progress, stages };
}
