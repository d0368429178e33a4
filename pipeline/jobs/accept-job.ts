import type { JobDocument } from '../contracts/job-document.js';
import type { JobRequest } from '../contracts/job-request.js';
import type { SourceFile } from '../contracts/source-file.js';
import type { TraceContext } from '../contracts/trace-context.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { sha256Hex } from '../memo/sha256-hex.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { DocumentStore } from '../ports/document-store.js';
import type { SourceBlobs } from '../ports/source-blobs.js';
import type { WorkflowStarter } from '../ports/workflow-starter.js';
import { checkConsents } from './check-consents.js';
import { checkLanguages } from './check-languages.js';
import { jobPaths } from './job-paths.js';
import { readJob } from './read-job.js';
import { emptyProgress } from './update-progress.js';

export interface AcceptJobDeps {
  readonly artifacts: ArtifactStore;
  readonly documents: DocumentStore;
  readonly sources: SourceBlobs;
  readonly workflows: WorkflowStarter;
  readonly now: () => Date;
  readonly workerVersion: string;
  /** Spoken language assumed where the request names none. */
  readonly defaultSourceLanguage: string;
}

export interface AcceptJobParams {
  readonly request: JobRequest;
  readonly startedBy: JobDocument['startedBy'];
  /** The same key gives the same job, however often it is asked for. */
  readonly idempotencyKey: string;
  /** The trace of the call or event that asks for it; a job keeps that of the first. */
  readonly trace?: TraceContext;
}

/**
 * Accepts a job: checks languages, consents and sources, pins the sources' versions, writes the job, starts its
 * orchestration. Fails with the language codes, `consent-missing`, `source-missing` or `conflict` (the key was used for another request).
 */
export async function acceptJob(params: AcceptJobParams, deps: AcceptJobDeps): Promise<JobDocument> {
  const { request, startedBy, idempotencyKey, trace } = params;
  const id = `job_${(await sha256Hex(idempotencyKey)).slice(0, 20)}`;
  const sourceLanguage = request.sourceLanguage ?? deps.defaultSourceLanguage;
  checkLanguages(sourceLanguage, request.targets);
  const { voices, targets: languages, commercialUse } = request;
  checkConsents({ voices, languages, commercialUse, now: deps.now() });
  const job: JobDocument = {
    schemaVersion: 1,
    id,
    request,
    sourceLanguage,
    etags: await pinSources(request, deps),
    startedBy,
    workerVersion: deps.workerVersion,
    createdAt: deps.now().toISOString(),
    ...(trace && { trace }),
  };
  const isNew = await deps.documents.create(jobPaths.document(id), job);
  const accepted = isNew ? job : await readJob(deps.documents, id);
  if (JSON.stringify(accepted.request) !== JSON.stringify(request)) {
    throw new PipelineError('conflict', `The idempotency key of ${id} was used for another request.`);
  }
  await deps.documents.create(jobPaths.progress(id), {
    ...emptyProgress,
    ...(request.budget && { budget: request.budget }),
  });
  await deps.workflows.ensureStarted(id);
  return accepted;
}

async function pinSources(request: JobRequest, deps: AcceptJobDeps): Promise<Record<string, string>> {
  const files: SourceFile[] = [request.source, ...Object.values(request.translations ?? {})];
  if (request.transcript !== undefined) files.push(request.transcript);
  const pinned: Record<string, string> = {};
  for (const file of files) {
    if (file.kind === 'artifact') {
      if ((await deps.artifacts.find(file.sha256)) === undefined) {
        throw new PipelineError('source-missing', `There is no stored file ${file.sha256}; upload ${file.name} first.`);
      }
    } else {
      const etag = await deps.sources.etag(file.container, file.blob);
      if (etag === undefined)
        throw new PipelineError('source-missing', `${file.container}/${file.blob} does not exist.`);
      pinned[`${file.container}/${file.blob}`] = etag;
    }
  }
  return pinned;
}
