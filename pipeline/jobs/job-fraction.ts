import type { JobDocument } from '../contracts/job-document.js';
import type { JobProgress } from '../contracts/job-progress.js';
import type { StageStatus } from '../contracts/job-status.js';
import { StageName } from '../contracts/stage-name.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import { isLeftOut } from './is-left-out.js';

/** Stages before the targets part ways; the rest run once per target language. */
const sharedStages = new Set<StageName>([
  'survey',
  'ingest',
  'probe',
  'separate',
  'detect-shots',
  'index-frames',
  'track-faces',
  'transcribe',
  'diarize',
  'match-faces',
]);

export interface JobFractionParams {
  readonly request: Pick<JobDocument['request'], 'lipSync' | 'targets'>;
  readonly progress: Pick<JobProgress, 'targets'>;
  /** With the fractions of those that run. */
  readonly stages: readonly StageStatus[];
}

/**
 * 0…0.99 of the work of a job, by stage weight. What is left out of a job, such as faces, is never counted, or no longer
 * as soon as that is known: the fraction then rises, and it never falls.
 */
export function jobFraction(params: JobFractionParams): number {
  const expected = StageName.options.flatMap((stage) =>
    (sharedStages.has(stage) ? [undefined] : params.request.targets).flatMap((language) => {
      const share = shareDone(params, stage, language);
      return share === undefined ? [] : [{ weight: stageCatalogue[stage].weight, share }];
    }),
  );
  const total = expected.reduce((sum, { weight }) => sum + weight, 0);
  const finished = expected.reduce((sum, { weight, share }) => sum + weight * share, 0);
  return Math.min(0.99, finished / Math.max(1, total));
}

/** How much of a stage is over, 0…1; undefined where it is left out. A failed stage has nothing left to do. */
function shareDone(params: JobFractionParams, stage: StageName, language: string | undefined): number | undefined {
  const own = params.stages.find((each) => each.stage === stage && each.language === language);
  if (own !== undefined) return own.state === 'running' ? own.progress : 1;
  const { request, progress, stages } = params;
  const hasEnded = progress.targets.some((target) => target.language === language);
  return hasEnded || isLeftOut({ stage, language, lipSync: request.lipSync, stages }) ? undefined : 0;
}
