import type { JobProgress } from '../contracts/job-progress.js';
import type { StageStatus } from '../contracts/job-status.js';
import { MediaInfo } from '../contracts/media-info.js';
import type { StageOutcome } from '../contracts/stage-outcome.js';
import { StagePlan } from '../contracts/stage-plan.js';
import type { StageRequest } from '../contracts/stage-request.js';
import type { StageResolution } from '../contracts/stage-resolution.js';
import type { Unit } from '../contracts/unit.js';
import { type CostBasis, defaultBasis } from '../cost/cost-basis.js';
import { priceStage } from '../cost/price-stage.js';
import { weighBudget } from '../cost/weigh-budget.js';
import { workOfPlan } from '../cost/work-of-plan.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { DocumentStore } from '../ports/document-store.js';
import type { MemoStore } from '../ports/memo-store.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import { jobPaths } from './job-paths.js';
import { planStage } from './plan-stage.js';
import { readArtifact } from './read-artifact.js';
import { recheckConsents } from './recheck-consents.js';
import { runInlineUnit } from './run-inline-unit.js';
import { settleStage } from './settle-stage.js';
import { updateProgress, withStage } from './update-progress.js';

export interface StageDeps {
  readonly artifacts: ArtifactStore;
  readonly memos: MemoStore;
  readonly documents: DocumentStore;
  readonly now: () => Date;
  /** What costs are reckoned with; list prices when absent. */
  readonly basis?: CostBasis;
}

/**
 * Looks up every unit of a stage. All there: settled at once. Inline stages run here and now.
 * Otherwise the plan is kept beside the job and the tasks that must run are named, unless the job's budget forbids it.
 * Work inside the app costs hundredths of a cent and is never held back. Fails with `cancelled`, and with
 * `consent-missing` for what clones voices by a consent that has ended by now.
 */
export async function resolveStage(request: StageRequest, deps: StageDeps): Promise<StageResolution> {
  const { jobId } = request;
  const startedAt = deps.now().toISOString();
  await recheckConsents(request, deps);
  const [isCancelled, plan] = await Promise.all([
    deps.documents.exists(jobPaths.cancel(jobId)),
    planStage(request, deps),
  ]);
  if (isCancelled) throw new PipelineError('cancelled', `Job ${jobId} was cancelled.`);
  const missing = plan.units.filter((unit) => plan.misses.includes(unit.unitKey));
  if (missing.length > 0 && stageCatalogue[request.stage].placement !== 'inline') {
    return startTasks(plan, startedAt, deps);
  }
  await Promise.all([writePlan(plan, deps), runInline(missing, deps)]);
  return { kind: 'settled', outcome: await settle(plan, startedAt, deps) };
}

async function startTasks(plan: StagePlan, startedAt: string, deps: StageDeps): Promise<StageResolution> {
  const { jobId, stage, language } = plan.request;
  let refusal: StageResolution | undefined;
  const start = (progress: JobProgress): JobProgress => {
    const { amount, spent, isOver } = weighBudget(plan, progress, deps.basis ?? defaultBasis);
    const pauses = (progress.pauses ?? []).filter((each) => each.stage !== stage || each.language !== language);
    const budget = progress.budget?.amount;
    refusal = isOver && budget !== undefined ? { kind: 'over-budget', amount, spent, budget } : undefined;
    if (refusal !== undefined) {
      const pause = { stage, ...(language === undefined ? {} : { language }), amount };
      return { ...progress, state: 'running', pauses: [...pauses, pause] };
    }
    const status = statusOf(plan, { state: 'running', progress: 0, computeMs: 0, amount, startedAt });
    const { pauses: _, ...unpaused } = progress;
    return withStage(
      { ...unpaused, ...(pauses.length > 0 && { pauses }), state: 'running', plans: withPlan(progress.plans, plan) },
      status,
    );
  };
  // the cap, what was spent and what this stage would spend are in one document: stages side by side cannot both fit
  await Promise.all([writePlan(plan, deps), updateProgress(deps.documents, jobId, start)]);
  if (refusal !== undefined) return refusal;
  const { timeLimitMs } = stageCatalogue[stage];
  return { kind: 'pending', planId: plan.planId, tasks: plan.tasks.map(({ taskId }) => ({ taskId, timeLimitMs })) };
}

function writePlan(plan: StagePlan, { documents }: StageDeps): Promise<void> {
  return documents.write(jobPaths.plan(plan.request.jobId, plan.planId), plan);
}

/** Gathers the result of a plan whose tasks have ended well, and marks the stage done. */
export async function settlePlan(jobId: string, planId: string, deps: StageDeps): Promise<StageOutcome> {
  const plan = StagePlan.parse(await deps.documents.read(jobPaths.plan(jobId, planId)));
  return settle(plan, undefined, deps);
}

async function runInline(units: readonly Unit[], deps: StageDeps): Promise<void> {
  for (const unit of units) await runInlineUnit(unit, deps);
}

async function settle(plan: StagePlan, startedAt: string | undefined, deps: StageDeps): Promise<StageOutcome> {
  const { outcome, computeMs } = await settleStage(plan, deps);
  const probedMs = await probedLength(plan, outcome, deps);
  const basis = deps.basis ?? defaultBasis;
  const endedAt = deps.now().toISOString();
  await updateProgress(deps.documents, plan.request.jobId, (progress) => {
    const { stage, language } = plan.request;
    const durationMs = probedMs ?? progress.durationMs;
    const { amount } = priceStage(workOfPlan({ plan, computeMs, durationMs: durationMs ?? 0 }, basis), basis);
    const before = progress.stages.find((each) => each.stage === stage && each.language === language);
    return withStage(
      {
        ...progress,
        ...(durationMs !== undefined && { durationMs }),
        state: 'running',
        plans: withPlan(progress.plans, plan),
      },
      statusOf(plan, {
        state: 'done',
        progress: 1,
        computeMs,
        amount,
        startedAt: startedAt ?? before?.startedAt ?? endedAt,
        endedAt,
      }),
    );
  });
  return outcome;
}

/** How long the source is, once its probe has told. */
async function probedLength(
  { request }: StagePlan,
  outcome: StageOutcome,
  { artifacts }: StageDeps,
): Promise<number | undefined> {
  const media = request.stage === 'probe' && outcome.kind === 'done' ? outcome.outputs['media'] : undefined;
  return media === undefined ? undefined : (await readArtifact(artifacts, media, MediaInfo)).durationMs;
}

function withPlan(plans: Readonly<Record<string, string>>, { planId, request }: StagePlan): Record<string, string> {
  // brought files are ingested beside the source: each keeps its own plan
  const about = request.language ?? (request.stage === 'ingest' ? planId : undefined);
  return { ...plans, [about === undefined ? request.stage : `${request.stage}@${about}`]: planId };
}

type Measured = Pick<StageStatus, 'state' | 'progress' | 'computeMs' | 'amount' | 'startedAt'> & {
  readonly endedAt?: string;
};

function statusOf(plan: StagePlan, measured: Measured): StageStatus {
  const { stage, language, engine } = plan.request;
  return {
    stage,
    ...(language === undefined ? {} : { language }),
    ...(engine === undefined ? {} : { engine: engine.id }),
    units: plan.units.length,
    hits: plan.units.filter((unit) => !plan.misses.includes(unit.unitKey)).length,
    tasks: plan.tasks.length,
    ...measured,
  };
}
