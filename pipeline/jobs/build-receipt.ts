import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { EngineChoice } from '../contracts/engine-choice.js';
import type { JobDocument } from '../contracts/job-document.js';
import { JobProgress } from '../contracts/job-progress.js';
import type { PublishedFile } from '../contracts/job-result.js';
import { MediaInfo } from '../contracts/media-info.js';
import type { Memo } from '../contracts/memo.js';
import type { Receipt, ReceiptTiming, ReceiptUnit } from '../contracts/receipt.js';
import { StageName } from '../contracts/stage-name.js';
import { StagePlan } from '../contracts/stage-plan.js';
import { Transcript } from '../contracts/transcript.js';
import { accountForStages } from '../cost/account-for-stages.js';
import { type CostBasis, defaultBasis } from '../cost/cost-basis.js';
import { estimateJob } from '../cost/estimate-job.js';
import { workOfPlan } from '../cost/work-of-plan.js';
import { addReceiptVoices } from './add-receipt-voices.js';
import { buildReceiptLanguage } from './build-receipt-language.js';
import { enginesOfMemo } from './engines-of-memo.js';
import { jobPaths } from './job-paths.js';
import { mapLimited } from './map-limited.js';
import { readArtifact } from './read-artifact.js';
import { readJob } from './read-job.js';
import type { StageDeps } from './resolve-stage.js';
import type { SettleTargetInput } from './settle-target.js';

const parallelReads = 16;

interface PlannedMemo {
  readonly plan: StagePlan;
  readonly memo: Memo;
}

/** The account of one target of a job: the tree of its memos, and what the finished dub measured. */
export async function buildReceipt(
  input: SettleTargetInput,
  files: readonly PublishedFile[],
  deps: StageDeps,
): Promise<Receipt> {
  const job = await readJob(deps.documents, input.jobId);
  const progress = JobProgress.parse(await deps.documents.read(jobPaths.progress(input.jobId)));
  const planned = await readMemos(input, progress, deps);
  const { transcript } = input.made;
  const denoisedBy = transcript && (await readArtifact(deps.artifacts, transcript, Transcript)).denoisedBy;
  const engines = [...(denoisedBy ? [denoisedBy] : []), ...planned.flatMap(({ memo }) => enginesOfMemo(memo))];
  const source = await sourceOf(job, input.made, deps);
  const { voices } = job.request;
  const memos = planned.map(({ memo }) => memo);
  const language = await buildReceiptLanguage(input, files, deps.artifacts);
  return {
    schemaVersion: 1,
    jobId: input.jobId,
    workflow: job.request.workflow,
    source,
    spokenLanguage: job.sourceLanguage,
    engines: distinctEngines(engines),
    languages: [await addReceiptVoices(language, { voices, made: input.made, memos }, deps.artifacts)],
    units: planned.map(({ plan, memo }) => receiptUnit(plan, memo)),
    timing: {
      ...timingOf(job, planned, deps.now()),
      ...costsOf(planned, input.language, { durationMs: source.durationMs, basis: deps.basis ?? defaultBasis }),
    },
  };
}

/** Memos of the shared stages and of this target's, by stage and key: the order of the job, not of finishing. */
async function readMemos(
  { jobId, language }: SettleTargetInput,
  progress: JobProgress,
  deps: StageDeps,
): Promise<PlannedMemo[]> {
  const planIds = Object.entries(progress.plans)
    .filter(([about]) => !about.includes('@') || about.startsWith('ingest@') || about.endsWith(`@${language}`))
    .map(([, planId]) => planId);
  const plans = await mapLimited(planIds, parallelReads, async (planId) =>
    StagePlan.parse(await deps.documents.read(jobPaths.plan(jobId, planId))),
  );
  const units = plans.flatMap((plan) => [
    ...new Map(plan.units.map((unit) => [unit.unitKey, { plan, unit }])).values(),
  ]);
  const found = await mapLimited(units, parallelReads, async ({ plan, unit }) => {
    const memo = await deps.memos.find(unit.stage, unit.unitKey);
    return memo && { plan, memo };
  });
  const order = StageName.options;
  return found
    .filter((each) => each !== undefined)
    .sort(
      (a, b) =>
        order.indexOf(a.memo.stage) - order.indexOf(b.memo.stage) || a.memo.unitKey.localeCompare(b.memo.unitKey),
    );
}

async function sourceOf(
  job: JobDocument,
  made: Readonly<Record<string, ArtifactRef>>,
  deps: StageDeps,
): Promise<Receipt['source']> {
  const { source, media } = made;
  const { name } = job.request.source;
  const durationMs = media === undefined ? 0 : (await readArtifact(deps.artifacts, media, MediaInfo)).durationMs;
  return { name, sha256: source?.sha256 ?? '0'.repeat(64), ...(source && { sizeBytes: source.sizeBytes }), durationMs };
}

function distinctEngines(engines: readonly EngineChoice[]): EngineChoice[] {
  return [...new Map(engines.map((engine) => [`${engine.capability} ${engine.id}`, engine])).values()];
}

const digests = (refs: Readonly<Record<string, ArtifactRef>>) =>
  Object.fromEntries(Object.entries(refs).map(([name, { sha256 }]) => [name, sha256]));

function receiptUnit({ request }: StagePlan, memo: Memo): ReceiptUnit {
  return {
    stage: memo.stage,
    unitKey: memo.unitKey,
    ...(request.language === undefined ? {} : { about: request.language }),
    ...(memo.engine === undefined ? {} : { engine: `${memo.engine.id} ${memo.engine.version}` }),
    inputs: digests(memo.inputs),
    outputs: digests(memo.outputs),
  };
}

function timingOf(job: JobDocument, planned: readonly PlannedMemo[], now: Date): ReceiptTiming {
  const byStage = new Map<StageName, number>();
  for (const { memo } of planned) byStage.set(memo.stage, (byStage.get(memo.stage) ?? 0) + memo.computeMs);
  return {
    startedAt: job.createdAt,
    finishedAt: now.toISOString(),
    stages: [...byStage].map(([stage, durationMs]) => ({ stage, durationMs })),
    units: planned.map(({ plan, memo }) => ({
      unitKey: memo.unitKey,
      outcome: plan.misses.includes(memo.unitKey) ? 'run' : 'hit',
      computeMs: memo.computeMs,
    })),
  };
}

interface CostsOfParams {
  readonly durationMs: number;
  readonly basis: CostBasis;
}

/** What the stages of a target were foreseen to take, from length and engines alone, and what they took. */
function costsOf(
  planned: readonly PlannedMemo[],
  language: string,
  { durationMs, basis }: CostsOfParams,
): Pick<ReceiptTiming, 'estimate' | 'actual'> {
  const plans = [...new Set(planned.map(({ plan }) => plan))];
  const works = plans.map((plan) => {
    const ran = planned.filter((each) => each.plan === plan && plan.misses.includes(each.memo.unitKey));
    const computeMs = ran.reduce((total, { memo }) => total + memo.computeMs, 0);
    return workOfPlan({ plan, computeMs, durationMs }, basis);
  });
  if (durationMs === 0) return { actual: accountForStages(works, basis) };
  const stages = plans.map(({ request }) => ({
    stage: request.stage,
    ...(request.language === undefined ? {} : { language: request.language }),
    ...(request.engine === undefined ? {} : { engine: request.engine.id, placement: request.engine.placement }),
  }));
  const foreseen = estimateJob({ stages, targets: [language], durationS: durationMs / 1000 }, basis);
  const { currency, prices, computeS, amount } = foreseen;
  return {
    estimate: { currency, prices, computeS, amount, stages: foreseen.stages },
    actual: accountForStages(works, basis),
  };
}
