import { z } from 'zod';
import { ArtifactRef } from '../contracts/artifact-ref.js';
import { Failure } from '../contracts/failure.js';
import type { PublishedFile, TargetResult } from '../contracts/job-result.js';
import type { OutputPublisher } from '../ports/output-publisher.js';
import { renderReceiptPage } from '../receipt/render-receipt-page.js';
import { buildReceipt } from './build-receipt.js';
import { jobPaths } from './job-paths.js';
import { mapLimited } from './map-limited.js';
import { outputFiles } from './output-files.js';
import { readJob } from './read-job.js';
import { readReceiptExtras } from './read-receipt-extras.js';
import type { StageDeps } from './resolve-stage.js';
import { updateProgress } from './update-progress.js';
import { writeArtifact } from './write-artifact.js';

/** Copies inside the storage account under way at once. */
const parallelCopies = 6;

export const SettleTargetInput = z.strictObject({
  jobId: z.string(),
  language: z.string(),
  /** Everything made for this target and before it, by name. */
  made: z.record(z.string(), ArtifactRef),
  /** What was left out of this target and why. */
  warnings: z.array(z.string()).optional(),
  failure: Failure.optional(),
});
export type SettleTargetInput = z.infer<typeof SettleTargetInput>;

export interface SettleTargetDeps extends StageDeps {
  readonly outputs: OutputPublisher;
}

/** Publishes what a target made, writes its receipt, and records how it ended. */
export async function settleTarget(input: SettleTargetInput, deps: SettleTargetDeps): Promise<void> {
  const { jobId, language, failure } = input;
  const job = await readJob(deps.documents, jobId);
  const files = failure === undefined ? outputFiles(job.request.source.name, language, input.made) : [];
  const receipt = await receiptFiles(input, files, deps);
  await mapLimited([...files, ...receipt], parallelCopies, (file) =>
    deps.outputs.publish(`${jobId}/${language}/${file.name}`, file.artifact),
  );
  const result: TargetResult = { language, files: [...files, ...receipt], ...(failure && { failure }) };
  await deps.documents.write(jobPaths.target(jobId, language), result);
  const state = failure === undefined ? 'completed' : failure.code === 'cancelled' ? 'cancelled' : 'failed';
  await updateProgress(deps.documents, jobId, (progress) => ({
    ...progress,
    targets: [
      ...progress.targets.filter((target) => target.language !== language),
      { language, state, ...(failure && { failure }) },
    ],
  }));
}

async function receiptFiles(
  input: SettleTargetInput,
  files: readonly PublishedFile[],
  deps: SettleTargetDeps,
): Promise<PublishedFile[]> {
  const { language } = input;
  const receipt = await buildReceipt(input, files, deps);
  const page = new TextEncoder().encode(
    renderReceiptPage(receipt, await readReceiptExtras(input, files, deps.artifacts)),
  );
  return [
    { language, kind: 'receipt', name: 'receipt.json', artifact: await writeArtifact(deps.artifacts, receipt) },
    { language, kind: 'receipt', name: 'receipt.html', artifact: await deps.artifacts.put(page, 'text/html') },
  ];
}
