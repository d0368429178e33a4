import { z } from 'zod';
import { Failure } from '../../pipeline/contracts/failure.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import type { StagePlan } from '../../pipeline/contracts/stage-plan.js';
import type { WorkOfPlanParams } from '../../pipeline/cost/work-of-plan.js';
import type { DocumentStore } from '../../pipeline/ports/document-store.js';
import type { Logger } from '../logging/logger.js';
import type { JobFacts } from './job-facts.js';
import { planIdOf } from './plan-id-of.js';
import { spanFailure } from './span-failure.js';
import { spanIds } from './span-ids.js';
import type { SpanSink } from './span-sink.js';
import { tellProgress } from './tell-progress.js';
import { traceparent } from './traceparent.js';
import { type ProgressChange, watchDocuments } from './watch-documents.js';

export interface TraceActivityParams {
  readonly name: string;
  readonly input: unknown;
  /** Of an activity that sends a message: what receives it goes on in this trace. */
  readonly kind?: 'internal' | 'producer';
  /** Attributes known when it ended well; they are of the target as well that it brought to its end. */
  readonly describe?: () => Span['attributes'];
}

export interface TraceActivityDeps {
  readonly documents: DocumentStore;
  readonly findJob: (jobId: string) => Promise<JobFacts>;
  readonly spans: SpanSink;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** What a stage that is done cost, in US dollars. */
  readonly costOf: (work: WorkOfPlanParams) => number;
}

/** What an activity works with while it is traced. */
export interface TracedTools {
  readonly documents: DocumentStore;
  /** The `traceparent` for messages it sends. */
  readonly traceparent: () => Promise<string | undefined>;
}

/** What inputs of activities say of the work, where they say it. */
const About = z.object({
  jobId: z.string(),
  stage: z.string().optional(),
  language: z.string().optional(),
  taskId: z.string().optional(),
  attempt: z.number().optional(),
});
type About = z.infer<typeof About>;

const FailedResult = z.object({ kind: z.literal('failed'), failure: Failure });

/**
 * Runs an activity and tells of it: its own span, and those of the stages, targets and jobs it brought to their end.
 * Its id derives from its input, so an activity that runs again tells the same span again; orchestrators tell nothing.
 * What cannot be told is left out: tracing fails no work.
 */
export async function traceActivity<T>(
  params: TraceActivityParams,
  work: (tools: TracedTools) => Promise<T>,
  deps: TraceActivityDeps,
): Promise<T> {
  const about = About.parse(params.input);
  const job = deps.findJob(about.jobId).catch(() => undefined);
  const seen: Seen = { changes: [] };
  const startMs = deps.nowMs();
  const started = performance.now();
  const end = async (failure: Span['failure']) => {
    const facts = await job;
    if (facts === undefined) return;
    tell({ params, about, job: facts, seen, startMs, endMs: startMs + performance.now() - started, failure }, deps);
  };
  try {
    const result = await work({
      documents: watchDocuments(deps.documents, {
        onPlan: (plan) => {
          seen.plan = plan;
        },
        onProgress: (change) => seen.changes.push(change),
      }),
      traceparent: async () => {
        const traceId = (await job)?.trace.traceId;
        return traceId && traceparent.format(traceId, spanIds.activity(traceId, params.name, params.input));
      },
    });
    await end(FailedResult.safeParse(result).data?.failure);
    return result;
  } catch (error) {
    await end(spanFailure(error));
    throw error;
  }
}

interface Seen {
  plan?: StagePlan;
  readonly changes: ProgressChange[];
}

interface TellParams {
  readonly params: TraceActivityParams;
  readonly about: About;
  readonly job: JobFacts;
  readonly seen: Seen;
  readonly startMs: number;
  readonly endMs: number;
  readonly failure: Span['failure'];
}

function tell(told: TellParams, { spans, log, costOf }: TraceActivityDeps): void {
  const { params, about, job, seen, startMs, endMs, failure } = told;
  const { traceId } = job.trace;
  const { plan } = seen;
  const stage = plan?.request.stage ?? about.stage;
  const language = plan?.request.language ?? about.language;
  const { planId } = plan ?? { planId: plannedBefore(told) };
  const described = failure === undefined ? params.describe?.() : undefined;
  const ended = seen.changes
    .flatMap((change) => tellProgress({ job, change, planId, language: about.language, startMs, nowMs: endMs }))
    .map((span) => (isTarget(span, about) ? add(span, described) : add(span, costOfStage(span, seen, costOf))));
  const attributes = {
    [at.jobId]: job.id,
    ...(stage !== undefined && { [at.stage]: stage }),
    ...(language !== undefined && { [at.language]: language }),
    ...(about.taskId !== undefined && { [at.taskId]: about.taskId }),
    ...(about.attempt !== undefined && { [at.attempt]: about.attempt }),
    ...described,
  };
  const own: Span = {
    traceId,
    spanId: spanIds.activity(traceId, params.name, params.input),
    parentSpanId: parentOf({ job, stage, language, planId }),
    name: params.name,
    kind: params.kind ?? 'internal',
    service: 'functions',
    startMs,
    endMs,
    attributes,
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
  };
  spans.record(job.id, [own, ...ended]);
  logEnd(own, log);
}

function add(span: Span, attributes: Span['attributes'] = {}): Span {
  return { ...span, attributes: { ...span.attributes, ...attributes } };
}

/** What the stage that ended cost; nothing where the span is of something else, or failed before there was a plan. */
function costOfStage({ name, attributes }: Span, { plan, changes }: Seen, costOf: TraceActivityDeps['costOf']) {
  const computeMs = attributes[at.computeMs];
  if (plan === undefined || name !== `stage ${plan.request.stage}` || typeof computeMs !== 'number') return undefined;
  const { durationMs = 0 } = changes.at(-1)?.after ?? {};
  return { [at.costUsd]: costOf({ plan, computeMs, durationMs }) };
}

function isTarget({ spanId, traceId }: Span, { language }: About): boolean {
  return language !== undefined && spanId === spanIds.target(traceId, language);
}

/** The plan an earlier activity made for the stage this one is about. */
function plannedBefore({ about: { stage, language }, seen }: TellParams): string | undefined {
  const progress = seen.changes.at(-1)?.after;
  return stage === undefined || progress === undefined ? undefined : planIdOf(progress, { stage, language });
}

interface ParentParams {
  readonly job: JobFacts;
  readonly stage: string | undefined;
  readonly language: string | undefined;
  readonly planId: string | undefined;
}

function parentOf({ job, stage, language, planId }: ParentParams): string {
  const { traceId } = job.trace;
  if (stage !== undefined) return spanIds.stage(traceId, { stage, language, planId });
  if (language !== undefined && job.targets.includes(language)) return spanIds.target(traceId, language);
  return spanIds.job(traceId);
}

function logEnd({ name, traceId, spanId, startMs, endMs = startMs, attributes, failure }: Span, log: Logger): void {
  const fields = {
    activity: name,
    jobId: text(attributes[at.jobId]),
    stage: text(attributes[at.stage]),
    language: text(attributes[at.language]),
    taskId: text(attributes[at.taskId]),
    attempt: attributes[at.attempt],
    durationMs: Math.round(endMs - startMs),
    traceId,
    spanId,
  };
  if (failure === undefined) log.info('activity.done', fields);
  else log.warn('activity.failed', { ...fields, code: failure.code });
}

function text(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
