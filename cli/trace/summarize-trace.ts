import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';

/** What a trace adds up to. Times are in ms. */
export interface TraceSummary {
  readonly tookMs: number;
  /** Time in which nothing was under way that a span tells of: turns of orchestrations. */
  readonly idleMs: number;
  readonly engineMs: number;
  readonly tasks: number;
  readonly queueMs: number;
  readonly longestQueueMs: number;
  /** Tasks a worker had to be started for, and what those starts took. */
  readonly coldStarts: number;
  readonly coldMs: number;
  readonly units: number;
  readonly hits: number;
  readonly failures: number;
}

/** Adds a trace up; spans that still go on end at `nowMs`. */
export function summarizeTrace({ spans }: JobTrace, nowMs: number): TraceSummary {
  const [root] = spans;
  const startMs = root?.startMs ?? nowMs;
  const endMs = root?.endMs ?? nowMs;
  const named = (word: string) => spans.filter(({ name }) => name.split(' ', 1)[0] === word);
  const [tasks, stages] = [named('execute'), named('stage')];
  const waits = tasks.map((span) => number(span, at.queueWaitMs));
  const starts = spans.filter(({ name }) => name === 'start worker');
  const frames = new Set([...stages, ...named('target'), ...named('job')]);
  return {
    tookMs: endMs - startMs,
    idleMs:
      endMs -
      startMs -
      coveredMs(
        spans.filter((span) => !frames.has(span)),
        startMs,
        endMs,
      ),
    engineMs: sum(named('unit').map((span) => number(span, at.computeMs))),
    tasks: tasks.length,
    queueMs: sum(waits),
    longestQueueMs: Math.max(0, ...waits),
    coldStarts: starts.length,
    coldMs: sum(starts.map((span) => (span.endMs ?? nowMs) - span.startMs)),
    units: sum(stages.map((span) => number(span, at.units))),
    hits: sum(stages.map((span) => number(span, at.hits))),
    failures: spans.filter(({ failure }) => failure !== undefined).length,
  };
}

/** Time between two instants in which at least one of the spans was under way. */
function coveredMs(spans: readonly Span[], fromMs: number, toMs: number): number {
  let covered = 0;
  let reached = fromMs;
  for (const { startMs, endMs = toMs } of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const end = Math.min(endMs, toMs);
    if (end <= reached) continue;
    covered += end - Math.max(startMs, reached);
    reached = end;
  }
  return covered;
}

function number({ attributes }: Span, name: string): number {
  const value = attributes[name];
  return typeof value === 'number' ? value : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
