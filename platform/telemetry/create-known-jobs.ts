import { readJob } from '../../pipeline/jobs/read-job.js';
import type { DocumentStore } from '../../pipeline/ports/document-store.js';
import { type JobFacts, jobFacts } from './job-facts.js';

/** Jobs one process works on within a short time are few. */
const maxKnown = 500;

/** Looks up the facts of jobs. A job document never changes, so each is read once per process. Fails with `not-found`. */
export function createKnownJobs(documents: DocumentStore): (jobId: string) => Promise<JobFacts> {
  const known = new Map<string, JobFacts>();
  return async (jobId) => {
    const found = known.get(jobId);
    if (found !== undefined) return found;
    const facts = jobFacts(await readJob(documents, jobId));
    known.set(jobId, facts);
    const [oldest] = known.keys();
    if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
    return facts;
  };
}
