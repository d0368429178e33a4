import type { StageStatus } from '../contracts/job-status.js';
import type { StageName } from '../contracts/stage-name.js';

/** Stages a job can do without, and the stage that waits for each: once that has begun, what is missing is left out. */
const waitsFor: Partial<Record<StageName, StageName>> = {
  'index-frames': 'diarize',
  'track-faces': 'diarize',
  'match-faces': 'translate',
  'lip-sync': 'subtitle',
};

export interface IsLeftOutParams {
  readonly stage: StageName;
  /** Absent for stages all targets share. */
  readonly language?: string | undefined;
  readonly lipSync: 'auto' | 'off';
  /** Every stage of the job that has begun. */
  readonly stages: readonly Pick<StageStatus, 'stage' | 'language' | 'state'>[];
}

/** Whether a stage that has not begun is known not to begin any more, because its job does without it. */
export function isLeftOut({ stage, language, lipSync, stages }: IsLeftOutParams): boolean {
  const awaiting = waitsFor[stage];
  if (awaiting === undefined) return false;
  const hasBegun = (name: StageName) =>
    stages.some((each) => each.stage === name && (language === undefined || each.language === language));
  if (lipSync === 'off' || hasBegun(awaiting)) return true;
  const isMatched = stages.some((each) => each.stage === 'match-faces' && each.state === 'done');
  return stage === 'lip-sync' && hasBegun('translate') && !isMatched;
}
