import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { Memo } from '../contracts/memo.js';
import { SampleReport, type VoiceSamples } from '../contracts/voice-sample.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { SampleUnitParams } from './cut-samples.js';
import { readArtifact } from './read-artifact.js';
import { writeArtifact } from './write-artifact.js';

/** Joins the samples of the speakers of a job into one small artifact. */
export async function collectSamples(
  memos: readonly Memo[],
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const samples = await Promise.all(
    memos.map(async ({ params, outputs: { report, reference }, unitKey }) => {
      if (report === undefined) throw new PipelineError('internal', `Memo ${unitKey} has no report.`);
      const { speaker } = SampleUnitParams.parse(params);
      return { speaker, ...(await readArtifact(artifacts, report, SampleReport)), ...(reference && { reference }) };
    }),
  );
  return { 'voice-samples': await writeArtifact(artifacts, { samples } satisfies VoiceSamples) };
}
