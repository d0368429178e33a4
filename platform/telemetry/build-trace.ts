import type { JobDocument } from '../../pipeline/contracts/job-document.js';
import type { JobProgress } from '../../pipeline/contracts/job-progress.js';
import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import { type JobFacts, jobFacts } from './job-facts.js';
import { jobSpan } from './job-span.js';
import { planIdOf } from './plan-id-of.js';
import { spanIds } from './span-ids.js';
import { stageSpan } from './stage-span.js';
import { targetSpan } from './target-span.js';

export interface BuildTraceParams {
  readonly job: JobDocument;
  readonly progress: JobProgress;
  /** In the order they were told; the same span may be there several times. */
  readonly told: readonly Span[];
}

/**
 * The trace of a job as one tree: spans told twice are one, what still goes on is there without an end, and what lost
 * its parent lies under the nearest ancestor that is known.
 */
export function buildTrace({ job: document, progress, told }: BuildTraceParams): JobTrace {
  const job = jobFacts(document);
  const { traceId } = job.trace;
  const spans = new Map<string, Span>();
  for (const span of told) if (span.traceId === traceId) add(spans, span);
  addUnderWay(spans, job, progress);
  const { parentSpanId: _caller, ...root } = jobSpan(job, progress); // the caller's span is in the caller's hands
  spans.set(root.spanId, root);
  const { children, adopted } = group(spans, root);
  return { schemaVersion: 1, jobId: job.id, traceId, state: progress.state, spans: order(root, children), adopted };
}

/** A span and all below it. None begins after what it holds: the clocks of those who told are not one clock. */
function order(span: Span, children: ReadonlyMap<string, readonly Span[]>): Span[] {
  const below = (children.get(span.spanId) ?? []).map((child) => order(child, children));
  const startMs = Math.min(span.startMs, ...below.flatMap(([child]) => (child === undefined ? [] : [child.startMs])));
  return [{ ...span, startMs }, ...below.flat()];
}

/** A span told again has its first start and what was said of its last end. */
function add(spans: Map<string, Span>, span: Span): void {
  const known = spans.get(span.spanId);
  if (known === undefined) {
    spans.set(span.spanId, span);
    return;
  }
  const [first, last] = (known.endMs ?? 0) > (span.endMs ?? 0) ? [span, known] : [known, span];
  const runs = Math.max(runsOf(known), 1) + 1;
  const startMs = Math.min(first.startMs, last.startMs);
  spans.set(span.spanId, { ...last, startMs, attributes: { ...last.attributes, [at.runs]: runs } });
}

function runsOf({ attributes }: Span): number {
  const runs = attributes[at.runs];
  return typeof runs === 'number' ? runs : 0;
}

/** Targets and stages the job's progress knows of and nobody has told yet, since they go on or their teller died. */
function addUnderWay(spans: Map<string, Span>, job: JobFacts, progress: JobProgress): void {
  const isTold = (stage: string, language: string | undefined) =>
    [...spans.values()].some(
      ({ name, attributes }) => name === `stage ${stage}` && attributes[at.language] === language,
    );
  for (const status of progress.stages) {
    const { stage, language, endedAt } = status;
    const span = stageSpan(job, status, planIdOf(progress, { stage, language }));
    // a file that was ingested is told by its own plan, which progress does not name
    if (!spans.has(span.spanId) && !(endedAt !== undefined && isTold(stage, language))) spans.set(span.spanId, span);
  }
  const parents = new Set([...spans.values()].map((span) => span.parentSpanId));
  const endMs = progress.endedAt === undefined ? undefined : Date.parse(progress.endedAt);
  for (const language of job.targets) {
    const spanId = spanIds.target(job.trace.traceId, language);
    if (spans.has(spanId) || !parents.has(spanId)) continue;
    const target = progress.targets.find((each) => each.language === language) ?? { language, state: 'running' };
    const starts = [...spans.values()].filter((span) => span.parentSpanId === spanId).map((span) => span.startMs);
    spans.set(spanId, targetSpan({ job, progress, target, startMs: Math.min(...starts), endMs }));
  }
}

function group(spans: ReadonlyMap<string, Span>, root: Span) {
  const children = new Map<string, Span[]>();
  let adopted = 0;
  for (const span of spans.values()) {
    if (span.spanId === root.spanId) continue;
    const isKnown = span.parentSpanId !== undefined && spans.has(span.parentSpanId);
    if (!isKnown) adopted += 1;
    const parent = isKnown ? (span.parentSpanId ?? root.spanId) : nearest(spans, span, root).spanId;
    children.set(parent, [...(children.get(parent) ?? []), { ...span, parentSpanId: parent }]);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => a.startMs - b.startMs);
  return { children, adopted };
}

function nearest(spans: ReadonlyMap<string, Span>, { name, attributes }: Span, root: Span): Span {
  const { [at.stage]: stage, [at.language]: language } = attributes;
  const isOf = (wanted: string) => (span: Span) => span.name === wanted && span.attributes[at.language] === language;
  const candidates = [...spans.values()];
  const ofStage = name.startsWith('stage ') ? undefined : candidates.find(isOf(`stage ${stage}`));
  return ofStage ?? (name.startsWith('target ') ? root : (candidates.find(isOf(`target ${language}`)) ?? root));
}
