import type { JobDocument } from '../contracts/job-document.js';
import type { JobProgress, StagePause } from '../contracts/job-progress.js';
import type { JobPause, JobStatus, StageStatus } from '../contracts/job-status.js';
import { type CostBasis, defaultBasis } from '../cost/cost-basis.js';
import { foreseeRest } from '../cost/foresee-rest.js';
import { jobFraction } from './job-fraction.js';

/** The status people see, from the accepted job and its progress. `now` in ms since the epoch. */
export function buildStatus(
  job: JobDocument,
  progress: JobProgress,
  now: number,
  basis: CostBasis = defaultBasis,
): JobStatus {
  const stages = progress.stages.map((stage) => withTaskFractions(stage, progress));
  const done = progress.endedAt !== undefined;
  const fraction = done ? 1 : jobFraction({ request: job.request, progress, stages });
  const elapsedS = (now - Date.parse(job.createdAt)) / 1000;
  return {
    id: job.id,
    name: job.request.source.name,
    state: isPaused(progress, job) ? 'paused' : progress.state,
    createdAt: job.createdAt,
    sourceLanguage: job.sourceLanguage,
    targets: job.request.targets.map(
      (language) =>
        progress.targets.find((target) => target.language === language) ?? { language, state: progress.state },
    ),
    stages,
    progress: fraction,
    ...(done ? { endedAt: progress.endedAt } : {}),
    ...(!done && !isPaused(progress, job) && fraction > 0.02
      ? { secondsLeft: Math.round((elapsedS * (1 - fraction)) / fraction) }
      : {}),
    ...(progress.failure ? { failure: progress.failure } : {}),
    ...costOf(job, progress, basis),
  };
}

/** Every branch of the work that is under way waits for a higher budget. */
function isPaused({ endedAt, pauses = [], stages, targets }: JobProgress, { request }: JobDocument): boolean {
  if (endedAt !== undefined || pauses.length === 0 || stages.some(({ state }) => state === 'running')) return false;
  const isShared = pauses.some(({ language }) => language === undefined);
  return isShared || pauses.length >= request.targets.length - targets.length;
}

function costOf(job: JobDocument, progress: JobProgress, basis: CostBasis): Pick<JobStatus, 'cost' | 'pauses'> {
  const { stages, budget, pauses = [] } = progress;
  if (stages.length === 0 && budget === undefined) return {};
  const amount = stages.reduce((total, stage) => total + (stage.amount ?? 0), 0);
  const foreseen = foreseenOf(job, progress, amount, basis);
  const waiting = progress.endedAt === undefined ? pauses.map((pause) => pauseOf(pause, amount, foreseen)) : [];
  return {
    cost: { amount, currency: 'USD', ...(foreseen !== undefined && { foreseen }), ...(budget && { budget }) },
    ...(waiting.length > 0 && { pauses: waiting }),
  };
}

/** What the whole job will come to. */
function foreseenOf(
  { request, sourceLanguage }: JobDocument,
  { stages, durationMs, endedAt }: JobProgress,
  spent: number,
  basis: CostBasis,
): number | undefined {
  if (durationMs === undefined || endedAt !== undefined) return undefined;
  const { targets, transcript, translations, lipSync } = request;
  const hasTranscript = transcript !== undefined;
  const job = { sourceLanguage, targets, hasTranscript, translated: Object.keys(translations ?? {}), lipSync };
  return spent + foreseeRest({ job, stages, durationS: durationMs / 1000 }, basis);
}

/** Amounts are rounded up: a budget raised to what is named here must do. */
const roundedUp = (amount: number) => Math.ceil(amount * 1e4) / 1e4;

function pauseOf({ stage, language, amount }: StagePause, spent: number, foreseen: number | undefined): JobPause {
  const neededAmount = roundedUp(spent + amount);
  const whole = foreseen === undefined ? '' : `, about ${roundedUp(foreseen)} USD the whole job`;
  const about = language === undefined ? stage : `${stage} (${language})`;
  return {
    stage,
    ...(language === undefined ? {} : { language }),
    neededAmount,
    message: `${about} would cost ${roundedUp(amount)} USD and take the job from ${roundedUp(spent)} USD above its budget.`,
    next: `Raise the budget with POST /api/jobs/{id}/budget: ${neededAmount} USD lets this stage run${whole}. Or cancel the job; what is done is kept.`,
  };
}

function withTaskFractions(stage: StageStatus, progress: JobProgress): StageStatus {
  if (stage.state !== 'running') return stage;
  const planId = progress.plans[stage.language === undefined ? stage.stage : `${stage.stage}@${stage.language}`];
  const fractions = Object.entries(progress.tasks).filter(([taskId]) => taskId.startsWith(`${planId}-`));
  // a task that has not been heard of yet counts as 0, or its first word would pull the mean down
  const sum = fractions.reduce((total, [, fraction]) => total + fraction, 0);
  return { ...stage, progress: sum / Math.max(1, stage.tasks ?? 0, fractions.length) };
}
