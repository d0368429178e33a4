import type { JobDocument } from '../contracts/job-document.js';
import type { JobRequest } from '../contracts/job-request.js';
import { toFailure } from '../errors/to-failure.js';
import { sha256Hex } from '../memo/sha256-hex.js';
import type { AcceptJobDeps, AcceptJobParams } from './accept-job.js';
import { finishJob } from './finish-job.js';
import { jobPaths } from './job-paths.js';
import { emptyProgress } from './update-progress.js';

/**
 * Records a job that ended before it began. A person who dropped a file gets no HTTP answer: the failed job,
 * with its code and next step, is how they learn of it.
 */
export async function refuseJob(params: AcceptJobParams, error: unknown, deps: AcceptJobDeps): Promise<string> {
  const id = `job_${(await sha256Hex(params.idempotencyKey)).slice(0, 20)}`;
  const request: JobRequest = params.request;
  const job: JobDocument = {
    schemaVersion: 1,
    id,
    request,
    sourceLanguage: request.sourceLanguage ?? deps.defaultSourceLanguage,
    etags: {},
    startedBy: params.startedBy,
    workerVersion: deps.workerVersion,
    createdAt: deps.now().toISOString(),
    ...(params.trace && { trace: params.trace }),
  };
  await deps.documents.create(jobPaths.document(id), job);
  await deps.documents.create(jobPaths.progress(id), emptyProgress);
  await finishJob({ jobId: id, failure: toFailure(error) }, deps);
  return id;
}
