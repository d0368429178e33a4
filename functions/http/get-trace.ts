import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { JobProgress } from '../../pipeline/contracts/job-progress.js';
import { jobPaths } from '../../pipeline/jobs/job-paths.js';
import { readJob } from '../../pipeline/jobs/read-job.js';
import { emptyProgress } from '../../pipeline/jobs/update-progress.js';
import { buildTrace } from '../../platform/telemetry/build-trace.js';
import { composition } from '../composition.js';
import { jobIdOf } from './job-id-of.js';

/** `GET /jobs/{id}/trace`: everything the job did so far, as one tree. Fails with `not-found`. */
export async function getTrace(request: HttpRequest): Promise<HttpResponseInit> {
  const { documents, spans } = await composition();
  const jobId = jobIdOf(request);
  const job = await readJob(documents, jobId);
  const [found, told] = await Promise.all([documents.read(jobPaths.progress(jobId)), spans.read(jobId)]);
  const progress = found === undefined ? emptyProgress : JobProgress.parse(found);
  return { jsonBody: buildTrace({ job, progress, told }) };
}
