import { setTimeout as delay } from 'node:timers/promises';
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { Survey } from '../../pipeline/contracts/engine-descriptor.js';
import type { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { readArtifact } from '../../pipeline/jobs/read-artifact.js';
import { keyUnit } from '../../pipeline/memo/key-unit.js';
import type { Composition } from '../composition.js';
import { orchestratorNames } from '../names.js';

/** How long a request waits for the first survey of a worker version, and how often it looks, in ms. */
const longestWaitMs = 25_000;
const lookIntervalMs = 250;

/**
 * What this deployment's worker can do. Where no job has surveyed this worker version yet, the survey is started here
 * and waited for. Fails with `unavailable` when it takes too long: ask again.
 */
export async function readSurvey(composition: Composition, context: InvocationContext): Promise<Survey> {
  const known = await findSurvey(composition);
  if (known !== undefined) return known;
  await startSurvey(composition, context);
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += lookIntervalMs) {
    await delay(lookIntervalMs);
    const made = await findSurvey(composition);
    if (made !== undefined) return made;
  }
  throw new PipelineError('unavailable', 'The worker is being surveyed; ask again in a moment.');
}

async function findSurvey({ memos, artifacts, workerVersion }: Composition): Promise<Survey | undefined> {
  const unit = await keyUnit({ stage: 'survey', params: { workerVersion }, inputs: {} });
  const ref = (await memos.find('survey', unit.unitKey))?.outputs['survey'];
  return ref === undefined ? undefined : readArtifact(artifacts, ref, Survey);
}

async function startSurvey({ workerVersion }: Composition, context: InvocationContext): Promise<void> {
  const client = df.getClient(context);
  const instanceId = `survey-${workerVersion.replace(/[^\w.-]/g, '_')}`;
  const request: StageRequest = { jobId: 'survey', stage: 'survey', params: { workerVersion }, inputs: {} };
  try {
    await client.startNew(orchestratorNames.runStage, { instanceId, input: request });
  } catch (error) {
    context.debug(`survey.not-started ${String(error)}`); // most likely it runs already: the wait tells
  }
}
