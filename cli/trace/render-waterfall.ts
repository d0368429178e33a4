import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import type { Paint, Painter } from '../text/create-painter.js';
import { fitWidth } from '../text/fit-width.js';
import { padWidth } from '../text/pad-width.js';
import { safeText } from '../text/safe-text.js';
import { describeRow } from './describe-row.js';
import { formatSpanTime } from './format-span-time.js';
import { listRows } from './list-rows.js';
import { renderSpanBar } from './render-span-bar.js';
import { renderTraceSummary } from './render-trace-summary.js';
import type { TraceRow } from './trace-row.js';

export interface RenderWaterfallParams {
  readonly trace: JobTrace;
  readonly painter: Painter;
  /** Character cells of a line. */
  readonly columns: number;
  readonly isWhole: boolean;
  /** Spans that still go on are drawn up to here, in ms since the epoch. */
  readonly nowMs: number;
}

const nameCells = 38;
const timeCells = 12;
const fewestBarCells = 16;

/** A trace as lines of text: what, how long, when within the job as a bar, and what is worth knowing about it. */
export function renderWaterfall(params: RenderWaterfallParams): string {
  const { trace, painter, isWhole, nowMs } = params;
  const rows = listRows(trace, { isWhole });
  const title = `${trace.jobId}  ${trace.state}  trace ${trace.traceId}`;
  const lines = rows.map((row) => renderRow(row, params));
  return [painter('strong', title), '', ...lines, '', ...renderTraceSummary(trace, nowMs), ''].join('\n');
}

function renderRow(row: TraceRow, { trace, painter, columns, nowMs }: RenderWaterfallParams): string {
  const [root] = trace.spans;
  const startMs = root?.startMs ?? row.startMs;
  const wholeMs = Math.max(1, (root?.endMs ?? nowMs) - startMs);
  const width = Math.max(fewestBarCells, Math.floor((columns - nameCells - timeCells) * 0.6));
  const endMs = row.endMs ?? nowMs;
  const share = (ms: number) => (ms - startMs) / wholeMs;
  const { paint, fill } = looksOf(row);
  const bar = renderSpanBar({ start: share(row.startMs), end: share(endMs), width, fill });
  const notes = safeText(describeRow(row));
  const time = padWidth(formatSpanTime(endMs - row.startMs), timeCells - 2, 'start');
  const name = padWidth(fitWidth(nameOf(row), nameCells), nameCells);
  const drawn = notes === '' ? painter(paint, bar) : `${painter(paint, bar)}${' '.repeat(width - bar.length)}`;
  return `${name}${time}  ${drawn}${notes === '' ? '' : `  ${painter(isFailed(row) ? 'bad' : 'dim', notes)}`}`;
}

function nameOf({ depth, spans }: TraceRow): string {
  const [{ name }] = spans;
  return `${'  '.repeat(depth)}${safeText(name)}${spans.length > 1 ? ` ×${spans.length}` : ''}`;
}

function isFailed({ spans }: TraceRow): boolean {
  return spans.some(({ failure }) => failure !== undefined);
}

/** Waiting is light, starting is half, work is full. */
function looksOf(row: TraceRow): { readonly paint: Paint; readonly fill: string } {
  const [{ name }] = row.spans;
  if (name.startsWith('queue ')) return { paint: 'dim', fill: '░' };
  if (name === 'start worker') return { paint: 'dim', fill: '▒' };
  if (isFailed(row)) return { paint: 'bad', fill: '█' };
  return { paint: row.endMs === undefined ? 'busy' : 'good', fill: '█' };
}
