import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';

/** One reading of a metric. Durations are in seconds, as OpenTelemetry asks. */
export interface Measurement {
  readonly name: string;
  readonly kind: 'counter' | 'histogram';
  /** UCUM, as in `s`, `1`, `{job}`. */
  readonly unit: string;
  readonly value: number;
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

type Labels = Measurement['attributes'];

/**
 * The metrics a span holds; docs/tracing.md lists them. Every metric is taken from spans, so metrics and traces never
 * tell two stories. A span that still goes on holds none.
 */
export function measureSpan(span: Span): readonly Measurement[] {
  if (span.endMs === undefined) return [];
  const [what] = span.name.split(' ', 1);
  const seconds = (span.endMs - span.startMs) / 1000;
  switch (what) {
    case 'job':
      return measureJob(span, seconds);
    case 'stage':
      return measureStage(span, seconds);
    case 'target':
      return measureTarget(span);
    case 'unit':
      return measureUnit(span);
    case 'execute':
      return measureExecution(span, seconds);
    default:
      return [];
  }
}

function measureJob(span: Span, seconds: number): Measurement[] {
  const labels = pick(span, { outcome: at.outcome, workflow: at.workflow });
  return [count('polydub.jobs', '{job}', 1, labels), duration('polydub.job.duration', seconds, labels)];
}

function measureStage(span: Span, seconds: number): Measurement[] {
  const labels = pick(span, { stage: at.stage, engine: at.engine, outcome: at.outcome });
  const units = number(span, at.units);
  const hits = number(span, at.hits);
  const stage = pick(span, { stage: at.stage });
  const cost = span.attributes[at.costUsd];
  return [
    duration('polydub.stage.duration', seconds, labels),
    ...(typeof cost === 'number'
      ? [count('polydub.cost', '{USD}', cost, pick(span, { stage: at.stage, engine: at.engine }))]
      : []),
    ...(hits > 0 ? [count('polydub.units', '{unit}', hits, { ...stage, memo: 'hit' })] : []),
    ...(units > hits ? [count('polydub.units', '{unit}', units - hits, { ...stage, memo: 'miss' })] : []),
  ];
}

function measureTarget(span: Span): Measurement[] {
  const labels = pick(span, { language: at.language, outcome: at.outcome });
  const confidence = span.attributes[at.confidence];
  return [
    count('polydub.targets', '{target}', 1, labels),
    ...(typeof confidence === 'number'
      ? ([
          { name: 'polydub.quality.confidence', kind: 'histogram', unit: '1', value: confidence, attributes: labels },
          count('polydub.quality.findings', '{finding}', number(span, at.findings), labels),
        ] as const)
      : []),
  ];
}

function measureUnit(span: Span): Measurement[] {
  const ms = span.attributes[at.computeMs];
  if (typeof ms !== 'number') return [];
  return [duration('polydub.engine.duration', ms / 1000, pick(span, { stage: at.stage, engine: at.engine }))];
}

function measureExecution(span: Span, seconds: number): Measurement[] {
  const labels = pick(span, { queue: at.queue });
  const isFirst = span.attributes[at.delivery] === 1;
  const wait = span.attributes[at.queueWaitMs];
  const start = span.attributes[at.workerStartMs];
  const cold = { ...labels, cold: span.attributes[at.isCold] === true };
  return [
    duration('polydub.execution.duration', seconds, { ...labels, ...pick(span, { stage: at.stage }) }),
    ...(labels['queue'] === 'tasks-gpu'
      ? [duration('polydub.gpu.duration', seconds, pick(span, { stage: at.stage }))]
      : []),
    ...(isFirst && typeof wait === 'number' ? [duration('polydub.queue.wait', wait / 1000, labels)] : []),
    ...(typeof start === 'number' ? [duration('polydub.worker.start', start / 1000, cold)] : []),
  ];
}

function pick(span: Span, names: Readonly<Record<string, string>>): Labels {
  const found = Object.entries(names).map(([label, attribute]) => [label, span.attributes[attribute]] as const);
  return Object.fromEntries(found.flatMap(([label, value]) => (value === undefined ? [] : [[label, String(value)]])));
}

function number(span: Span, attribute: string): number {
  const value = span.attributes[attribute];
  return typeof value === 'number' ? value : 0;
}

function count(name: string, unit: string, value: number, attributes: Labels): Measurement {
  return { name, kind: 'counter', unit, value, attributes };
}

function duration(name: string, value: number, attributes: Labels): Measurement {
  return { name, kind: 'histogram', unit: 's', value, attributes };
}
