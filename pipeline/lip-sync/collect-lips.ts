import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { LipManifest } from '../contracts/lip-manifest.js';
import type { Memo } from '../contracts/memo.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { writeArtifact } from '../jobs/write-artifact.js';
import type { ArtifactStore } from '../ports/artifact-store.js';

const Params = z.looseObject({ firstFrame: z.number().int(), endFrame: z.number().int() });

/** Joins the rendered runs of one target into its lip manifest, in order; no run at all is an empty list. */
export async function collectLips(
  memos: ReadonlyArray<Pick<Memo, 'unitKey' | 'params' | 'outputs'>>,
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const runs = memos.map(({ unitKey, params, outputs }): LipManifest['runs'][number] => {
    const { firstFrame, endFrame } = Params.parse(params);
    const { picture, report, sheet } = outputs;
    if (report === undefined) throw new PipelineError('internal', `Memo ${unitKey} of lip-sync has no report.`);
    return { firstFrame, endFrame, report, ...(picture && { picture }), ...(sheet && { sheet }) };
  });
  const manifest: LipManifest = { runs: runs.toSorted((a, b) => a.firstFrame - b.firstFrame) };
  return { 'lip-manifest': await writeArtifact(artifacts, manifest) };
}
