import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';
import { segmentHealth } from './segment-health.js';

const HEIGHT_PX = 150;
const TOP_PX = 10;
const BOTTOM_PX = 20;
const LEFT_PX = 40;
const COLUMN_PX = 14;
const LEAST_WIDTH_PX = 520;

/** A horizontal line or band that a chart's values are read against. */
export interface ChartMark {
  readonly from: number;
  readonly to: number;
  readonly name: 'band' | 'limit' | 'target';
}

/** One bar for each segment, in time order, from `base` to its value. Segments without the value are left out. */
export function segmentChart(params: {
  readonly id: string;
  readonly title: string;
  readonly segments: readonly ReceiptSegment[];
  readonly valueOf: (segment: ReceiptSegment) => number | undefined;
  readonly format: (value: number) => string;
  readonly range: readonly [number, number];
  readonly base: number;
  readonly ticks: readonly number[];
  readonly marks: readonly ChartMark[];
}): Html | undefined {
  const bars = params.segments.flatMap((segment) => {
    const value = params.valueOf(segment);
    return value === undefined ? [] : [{ segment, value }];
  });
  if (bars.length === 0) return undefined;
  const widthPx = Math.max(LEAST_WIDTH_PX, LEFT_PX + bars.length * COLUMN_PX + 10);
  const stepPx = Math.min(60, (widthPx - LEFT_PX - 10) / bars.length);
  const [least, most] = params.range;
  const y = (value: number) => {
    const share = (Math.min(most, Math.max(least, value)) - least) / (most - least);
    return HEIGHT_PX - BOTTOM_PX - share * (HEIGHT_PX - TOP_PX - BOTTOM_PX);
  };
  const marks = (wanted: ChartMark['name']) =>
    params.marks
      .filter(({ name }) => name === wanted)
      .map(({ from, to, name }) => mark({ top: y(to), bottom: y(from), name, widthPx }));
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${params.title}">
<svg class="chart" width="${widthPx}" height="${HEIGHT_PX}" viewBox="0 0 ${widthPx} ${HEIGHT_PX}" role="img"
 aria-labelledby="${params.id}"><title id="${params.id}">${params.title}</title>
${marks('band')}
${params.ticks.map(
  (tick) =>
    html`<text class="tick-label end" x="${LEFT_PX - 6}" y="${(y(tick) + 4).toFixed(1)}">${params.format(tick)}</text>`,
)}
${bars.map(({ segment, value }, index) =>
  bar({
    segment,
    label: params.format(value),
    x: LEFT_PX + index * stepPx,
    stepPx,
    from: y(params.base),
    to: y(value),
  }),
)}
${marks('limit')}${marks('target')}
</svg></div>`;
}

function mark(params: {
  readonly top: number;
  readonly bottom: number;
  readonly name: string;
  readonly widthPx: number;
}): Html {
  const heightPx = Math.max(1, params.bottom - params.top);
  return html`<rect class="mark ${params.name}" x="${LEFT_PX}" y="${params.top.toFixed(1)}"
 width="${params.widthPx - LEFT_PX}" height="${heightPx.toFixed(1)}"/>`;
}

function bar(params: {
  readonly segment: ReceiptSegment;
  readonly label: string;
  readonly x: number;
  readonly stepPx: number;
  readonly from: number;
  readonly to: number;
}): Html {
  const { segment, from, to } = params;
  const widthPx = Math.max(3, Math.min(26, params.stepPx - 3));
  const x = params.x + (params.stepPx - widthPx) / 2;
  const top = Math.min(from, to);
  const text = `${formatTime(segment.originalStartMs)} ${params.label} ${segment.translatedText}`;
  return html`<g class="bar ${segmentHealth(segment)}" data-seek="${Math.round(segment.startMs ?? segment.originalStartMs)}"
><title>${text}</title><rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${widthPx.toFixed(1)}"
 height="${Math.max(2, Math.abs(from - to)).toFixed(1)}" rx="2"/></g>`;
}
