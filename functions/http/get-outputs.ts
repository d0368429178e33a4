import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { JobOutput, JobOutputs } from '../../pipeline/contracts/job-output.js';
import { JobResult } from '../../pipeline/contracts/job-result.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { jobPaths } from '../../pipeline/jobs/job-paths.js';
import { readJob } from '../../pipeline/jobs/read-job.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { signBlobUrl } from '../../platform/storage/sign-blob-url.js';
import { composition } from '../composition.js';
import { jobIdOf } from './job-id-of.js';

/** A signed download address lives this long, in ms. */
const urlLifetimeMs = 60 * 60_000;

/** `GET /jobs/{id}/outputs`: what the job made, each with a signed address. 409 while it runs. */
export async function getOutputs(request: HttpRequest): Promise<HttpResponseInit> {
  const { documents, service, now } = await composition();
  const jobId = jobIdOf(request);
  await readJob(documents, jobId);
  const found = await documents.read(jobPaths.result(jobId));
  if (found === undefined) throw new PipelineError('conflict', `Job ${jobId} has not ended yet.`);
  const files = JobResult.parse(found).targets.flatMap((target) => target.files);
  const outputs = await Promise.all(
    files.map(async ({ language, kind, name, artifact }): Promise<JobOutput> => {
      const url = await signBlobUrl({
        service,
        container: containerNames.outputs,
        blob: `${jobId}/${language}/${name}`,
        permissions: 'r',
        now: now(),
        lifetimeMs: urlLifetimeMs,
        downloadName: name,
      });
      return { language, kind, name, ...artifact, url };
    }),
  );
  const body: JobOutputs = { jobId, outputs };
  return { jsonBody: body };
}
