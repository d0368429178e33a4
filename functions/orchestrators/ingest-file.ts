import type { OrchestrationContext, Task } from 'durable-functions';
import type { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import type { BriefFile } from '../../pipeline/contracts/job-brief.js';
import { needStage } from './need-stage.js';
import { pick } from './pick.js';

/** A file of the request as an artifact: ingested from its blob unless the store has it already. */
export function* ingestFile(
  context: OrchestrationContext,
  jobId: string,
  file: BriefFile,
): Generator<Task, ArtifactRef | undefined, unknown> {
  if (file.kind === 'artifact') return file.artifact;
  const { container, blob, etag } = file;
  const made = yield* needStage(context, { jobId, stage: 'ingest', params: { container, blob, etag }, inputs: {} });
  return pick(made, ['file'])['file'];
}
