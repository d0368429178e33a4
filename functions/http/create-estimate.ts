import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { EstimateRequest } from '../../pipeline/contracts/estimate-request.js';
import { MediaInfo } from '../../pipeline/contracts/media-info.js';
import { answerEstimate } from '../../pipeline/cost/answer-estimate.js';
import { describeIssues } from '../../pipeline/errors/describe-issues.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { readArtifact } from '../../pipeline/jobs/read-artifact.js';
import { keyUnit } from '../../pipeline/memo/key-unit.js';
import { type Composition, composition } from '../composition.js';
import { readJsonBody } from './handle.js';
import { readSurvey } from './read-survey.js';

/**
 * `POST /estimates`: seconds and money of a job, stage by stage, before it is submitted. The app cannot open media: the
 * length comes with the request, or from the probe of a source that an earlier job has seen.
 */
export async function createEstimate(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const deps = await composition();
  const wanted = parse(await readJsonBody(request));
  const estimate = answerEstimate(
    {
      request: wanted,
      durationMs: wanted.durationMs ?? (await probedLength(wanted, deps)),
      sourceLanguage: wanted.sourceLanguage ?? deps.defaultSourceLanguage,
      survey: await readSurvey(deps, context),
    },
    deps.basis,
  );
  return { status: 200, jsonBody: estimate };
}

function parse(value: unknown): EstimateRequest {
  const parsed = EstimateRequest.safeParse(value);
  if (parsed.success) return parsed.data;
  const isTag = parsed.error.issues.some(({ path, code }) => path[0] === 'targets' && code === 'custom');
  throw new PipelineError(
    isTag ? 'language-unknown' : 'request-invalid',
    `The estimate request is not valid: ${describeIssues(parsed.error)}.`,
  );
}

async function probedLength({ sourceSha256 }: EstimateRequest, { artifacts, memos }: Composition): Promise<number> {
  if (sourceSha256 === undefined) {
    throw new PipelineError('request-invalid', 'Say how long the video is (durationMs), or name a stored source.');
  }
  const source = await artifacts.find(sourceSha256);
  if (source === undefined) throw new PipelineError('source-missing', `There is no stored file ${sourceSha256}.`);
  const { unitKey } = await keyUnit({ stage: 'probe', params: {}, inputs: { source } });
  const media = (await memos.find('probe', unitKey))?.outputs['media'];
  if (media === undefined) {
    throw new PipelineError(
      'request-invalid',
      `No job has probed ${sourceSha256} yet: say how long it is (durationMs).`,
    );
  }
  return (await readArtifact(artifacts, media, MediaInfo)).durationMs;
}
