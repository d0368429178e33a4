import type { Survey } from '../contracts/engine-descriptor.js';
import type { Estimate } from '../contracts/estimate.js';
import type { EstimateRequest } from '../contracts/estimate-request.js';
import { chooseEngine } from '../engines/choose-engine.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { checkLanguages } from '../jobs/check-languages.js';
import type { CostBasis } from './cost-basis.js';
import { estimateJob } from './estimate-job.js';
import { type EngineFor, expectStages } from './expect-stages.js';

export interface AnswerEstimateParams {
  readonly request: EstimateRequest;
  /** Length of the video, from the request or from a probe, in ms. */
  readonly durationMs: number;
  readonly sourceLanguage: string;
  readonly survey: Survey;
}

/**
 * What a job with these engines would take. Fails as the job would: with the language codes, `engine-missing`,
 * `language-unreachable`; and with `request-invalid` where more is spoken than the video lasts.
 */
export function answerEstimate(params: AnswerEstimateParams, basis: CostBasis): Estimate {
  const { request, durationMs, sourceLanguage, survey } = params;
  const { speechMs, hasTranscript, translated, lipSync } = request;
  const targets = [...new Set(request.targets)];
  checkLanguages(sourceLanguage, targets);
  if (speechMs !== undefined && speechMs > durationMs) {
    throw new PipelineError('request-invalid', `Nobody can speak for ${speechMs} ms in ${durationMs} ms.`);
  }
  const stages = expectStages(
    { sourceLanguage, targets, hasTranscript, translated, lipSync },
    engineChooser(survey, request.engines),
  );
  const speechS = speechMs === undefined ? undefined : speechMs / 1000;
  return estimateJob({ stages, targets, durationS: durationMs / 1000, speechS }, basis);
}

function engineChooser(survey: Survey, preferred: EstimateRequest['engines']): EngineFor {
  return ({ capability, isOptional, ...wanted }) => {
    try {
      return chooseEngine({ survey, capability, preferred: preferred?.[capability], ...wanted });
    } catch (error) {
      if (isOptional === true && error instanceof PipelineError && !error.retryable) return undefined;
      throw error;
    }
  };
}
