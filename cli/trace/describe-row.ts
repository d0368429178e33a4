import type { Span } from '../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import { formatSpanTime } from './format-span-time.js';
import type { TraceRow } from './trace-row.js';

/** What is worth saying beside a bar: hits, engines, tries, quality, and why something failed. */
export function describeRow({ spans, endMs }: TraceRow): string {
  const [first] = spans;
  const notes = spans.length === 1 ? describeSpan(first) : describeMany(spans);
  return [...notes, ...(endMs === undefined ? ['going on'] : [])].join(', ');
}

function describeMany(spans: readonly Span[]): string[] {
  const hits = spans.filter(({ attributes }) => attributes[at.memo] === 'hit').length;
  const failures = new Set(spans.flatMap(({ failure }) => (failure === undefined ? [] : [failure.code])));
  return [...(hits > 0 ? [`${hits} from memo`] : []), ...failures];
}

function describeSpan({ name, attributes, failure }: Span): string[] {
  const { [at.units]: units, [at.hits]: hits, [at.engine]: engine } = attributes;
  const { [at.runs]: runs, [at.delivery]: delivery, [at.confidence]: confidence } = attributes;
  const { [at.workerStartMs]: startMs, [at.isCold]: isCold, [at.attempt]: attempt } = attributes;
  const isStage = name.startsWith('stage ');
  return [
    ...(isStage && engine !== undefined ? [String(engine)] : []),
    ...(isStage && typeof hits === 'number' && hits > 0 ? [`${hits} of ${units} from memo`] : []),
    ...(attributes[at.memo] === 'hit' ? ['from memo'] : []),
    ...(isCold === true && typeof startMs === 'number' ? [`cold, ready in ${formatSpanTime(startMs)}`] : []),
    ...(typeof attempt === 'number' && attempt > 1 ? [`sent ${attempt} times`] : []),
    ...(typeof delivery === 'number' && delivery > 1 ? [`delivered ${delivery} times`] : []),
    ...(typeof runs === 'number' ? [`ran ${runs} times`] : []),
    ...(typeof confidence === 'number' ? [`confidence ${confidence.toFixed(2)}`] : []),
    ...(failure === undefined ? [] : [failure.code]),
  ];
}
