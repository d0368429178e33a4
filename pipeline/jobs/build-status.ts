import type { JobDocument } from '../contracts/job-document.js';
import type { JobProgress, StagePause } from '../contracts/job-progress.js';
import type { JobPause, JobStatus, StageStatus } from '../contracts/job-status.js';
import { StageName } from '../contracts/stage-name.js';
import { type CostBasis, defaultBasis } from '../cost/cost-basis.js';
import { foreseeRest } from '../cost/foresee-rest.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';

/** Stages before the targets part ways; the rest run once per target language. */
const sharedStages = new Set<StageName>([
  'survey',
  'ingest',
  'probe',
  'separate',
  'detect-shots',
  'transcribe',
  'diarize',
]);

/** The status people see, from the accepted job and its progress. `now` in ms since the epoch. */
export function buildStatus(
  job: JobDocument,
  progress: JobProgress,
  now: number,
  basis: CostBasis = defaultBasis,
): JobStatus {
  const stages = progress.stages.map((stage) => withTaskFractions(stage, progress));
  const done = progress.endedAt !== undefined;
  const fraction = done ? 1 : expectedFraction(stages, job.request.targets.length);
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
  const mean = fractions.reduce((sum, [, fraction]) => sum + fraction, 0) / Math.max(1, fractions.length);
  return { ...stage, progress: mean };
}

/** Finished work over expected work, both by stage weight. */
function expectedFraction(stages: readonly StageStatus[], targets: number): number {
  const total = StageName.options.reduce(
    (sum, stage) => sum + stageCatalogue[stage].weight * (sharedStages.has(stage) ? 1 : targets),
    0,
  );
  const finished = stages.reduce(
    (sum, { stage, state, progress }) => sum + stageCatalogue[stage].weight * (state === 'done' ? 1 : progress),
    0,
  );
  return Math.min(0.99, finished / total);
}
