import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import type { Span } from '../../pipeline/contracts/span.js';
import type { TraceRow } from './trace-row.js';

export interface ListRowsOptions {
  /** Every span on a line of its own. */
  readonly isWhole: boolean;
}

/** Siblings of one name beyond this many are drawn as one line. */
const maxAlike = 3;
/** What is told of a transfer is for those who look closely. */
const detail = /^(fetch|store) artifact$/;

/**
 * The lines of a trace, parents before their children. Unless the whole is asked for, many siblings of one kind are one
 * line, with what lies below them left out, and so are transfers.
 */
export function listRows(trace: JobTrace, { isWhole }: ListRowsOptions): readonly TraceRow[] {
  const children = new Map<string | undefined, Span[]>();
  for (const span of trace.spans) {
    children.set(span.parentSpanId, [...(children.get(span.parentSpanId) ?? []), span]);
  }
  const below = (parent: string | undefined, depth: number): TraceRow[] => {
    const spans = (children.get(parent) ?? []).filter(({ name }) => isWhole || !detail.test(name));
    const alike = new Map<string, Span[]>();
    for (const span of spans) alike.set(span.name, [...(alike.get(span.name) ?? []), span]);
    return spans.flatMap((span) => {
      const same = alike.get(span.name) ?? [span];
      if (isWhole || same.length <= maxAlike) return [row([span], depth), ...below(span.spanId, depth + 1)];
      return same[0] === span ? [row([span, ...same.slice(1)], depth)] : [];
    });
  };
  return below(undefined, 0);
}

function row(spans: TraceRow['spans'], depth: number): TraceRow {
  const ends = spans.map(({ endMs }) => endMs);
  const isOver = ends.every((end) => end !== undefined);
  return {
    depth,
    spans,
    startMs: Math.min(...spans.map(({ startMs }) => startMs)),
    endMs: isOver ? Math.max(...ends.flatMap((end) => (end === undefined ? [] : [end]))) : undefined,
  };
}
