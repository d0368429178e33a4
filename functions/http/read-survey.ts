import { Survey } from '../../pipeline/contracts/engine-descriptor.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { readArtifact } from '../../pipeline/jobs/read-artifact.js';
import { keyUnit } from '../../pipeline/memo/key-unit.js';
import type { Composition } from '../composition.js';

/** What this deployment's worker can do. Fails with `unavailable` until the first job has made the survey. */
export async function readSurvey({ memos, artifacts, workerVersion }: Composition): Promise<Survey> {
  const unit = await keyUnit({ stage: 'survey', params: { workerVersion }, inputs: {} });
  const survey = (await memos.find('survey', unit.unitKey))?.outputs['survey'];
  if (survey === undefined) {
    throw new PipelineError('unavailable', 'The worker has not been surveyed yet; the first job does that.');
  }
  return readArtifact(artifacts, survey, Survey);
}
