import { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { buildStatus } from '../../pipeline/jobs/build-status.js';
import { jobPaths } from '../../pipeline/jobs/job-paths.js';
import { readJob } from '../../pipeline/jobs/read-job.js';
import { emptyProgress } from '../../pipeline/jobs/update-progress.js';
import type { Composition } from '../composition.js';

/** The status of a job. Fails with `not-found`. */
export async function readStatus(
  jobId: string,
  deps: Pick<Composition, 'documents' | 'now' | 'basis'>,
): Promise<JobStatus> {
  const job = await readJob(deps.documents, jobId);
  const found = await deps.documents.read(jobPaths.progress(jobId));
  const progress = found === undefined ? emptyProgress : JobProgress.parse(found);
  return buildStatus(job, progress, deps.now().getTime(), deps.basis);
}
