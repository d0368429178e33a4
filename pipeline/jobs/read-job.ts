import { JobDocument } from '../contracts/job-document.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { DocumentStore } from '../ports/document-store.js';
import { jobPaths } from './job-paths.js';

/** The job as it was accepted. Fails with `not-found`. */
export async function readJob(documents: DocumentStore, jobId: string): Promise<JobDocument> {
  const found = await documents.read(jobPaths.document(jobId));
  if (found === undefined) throw new PipelineError('not-found', `There is no job ${jobId}.`);
  return JobDocument.parse(found);
}
