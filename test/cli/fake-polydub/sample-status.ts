import { JobStatus, type StageStatus } from '../../../pipeline/contracts/job-status.js';

/** When every sample job was submitted. */
export const submittedAt = '2026-01-02T03:04:05.000Z';

const at = (ms: number): string => new Date(Date.parse(submittedAt) + ms).toISOString();

/** A stage that ran from `fromMs` to `toMs` after the job was submitted; running where `toMs` is absent. */
export function sampleStage(
  stage: Pick<StageStatus, 'stage'> & Partial<StageStatus>,
  fromMs: number,
  toMs?: number,
): StageStatus {
  const base: StageStatus = {
    stage: stage.stage,
    state: toMs === undefined ? 'running' : 'done',
    units: 1,
    hits: 0,
    progress: toMs === undefined ? 0.5 : 1,
    computeMs: toMs === undefined ? 0 : toMs - fromMs,
    startedAt: at(fromMs),
    ...(toMs === undefined ? {} : { endedAt: at(toMs) }),
  };
  return { ...base, ...stage };
}

/** A job's status, checked against the contract. */
export function sampleStatus(parts: Partial<JobStatus> = {}): JobStatus {
  return JobStatus.parse({
    id: 'job_1',
    name: 'talk.mp4',
    state: 'running',
    createdAt: submittedAt,
    sourceLanguage: 'en',
    targets: [{ language: 'es', state: parts.state ?? 'running' }],
    stages: [],
    progress: 0,
    ...parts,
  });
}
