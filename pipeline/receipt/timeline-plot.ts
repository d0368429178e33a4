import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { formatTime } from './format-time.js';
import { type Html, type HtmlPart, html } from './html.js';
import { segmentHealth } from './segment-health.js';
import { type TimeScale, timeScale } from './time-scale.js';
import type { Waveform } from './waveform.js';
import { waveformPath } from './waveform-path.js';

const WAVE_PX = 46;
const LANE_PX = 30;
const LINK_PX = 26;
const AXIS_PX = 22;
const GAP_PX = 6;
const LETTER_PX = 6.4;

/** The original above, the dub below, and a line from each original segment to its dub; waveforms where given. */
export function timelinePlot(params: {
  readonly id: string;
  readonly language: string;
  readonly segments: readonly ReceiptSegment[];
  readonly durationMs: number;
  readonly original: Waveform | undefined;
  readonly dub: Waveform | undefined;
}): Html {
  const scale = timeScale(params.durationMs);
  const rows = layOutRows(params.original !== undefined, params.dub !== undefined);
  const dubbed = params.segments.filter(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Timeline, scrolls sideways">
<svg class="timeline" width="${scale.widthPx}" height="${rows.heightPx}" viewBox="0 0 ${scale.widthPx} ${rows.heightPx}"
 role="img" aria-labelledby="${params.id}-t" data-px-per-ms="${scale.pxPerMs}">
<title id="${params.id}-t">Original segments above and their ${params.language} dub below, on one time axis</title>
${axis(scale, rows.axisPx, rows.heightPx)}
${params.original && wave(params.original, scale, rows.originalWavePx, 'wave original')}
<g>${params.segments.map((segment) => originalBox(segment, scale, rows.originalPx))}</g>
<g>${dubbed.map((segment) => link(segment, scale, rows))}</g>
<g>${dubbed.map((segment) => dubBox(segment, scale, rows.dubPx))}</g>
${params.dub && wave(params.dub, scale, rows.dubWavePx, 'wave dub')}
<line class="playhead" x1="0" x2="0" y1="0" y2="${rows.heightPx}"/>
</svg></div>`;
}

interface Rows {
  readonly axisPx: number;
  readonly originalWavePx: number;
  readonly originalPx: number;
  readonly dubPx: number;
  readonly dubWavePx: number;
  readonly heightPx: number;
}

function layOutRows(hasOriginal: boolean, hasDub: boolean): Rows {
  const originalWavePx = AXIS_PX + GAP_PX;
  const originalPx = originalWavePx + (hasOriginal ? WAVE_PX + GAP_PX : 0);
  const dubPx = originalPx + LANE_PX + LINK_PX;
  const dubWavePx = dubPx + LANE_PX + GAP_PX;
  const heightPx = dubWavePx + (hasDub ? WAVE_PX + GAP_PX : 0);
  return { axisPx: AXIS_PX, originalWavePx, originalPx, dubPx, dubWavePx, heightPx };
}

function axis(scale: TimeScale, axisPx: number, heightPx: number): HtmlPart {
  return scale.ticksMs.map((tickMs) => {
    const x = (tickMs * scale.pxPerMs).toFixed(1);
    return html`<line class="tick" x1="${x}" x2="${x}" y1="${axisPx}" y2="${heightPx}"/><text class="tick-label" x="${x}"
 y="14" dx="3">${formatTime(tickMs).replace(/\.0$/, '')}</text>`;
  });
}

function wave(waveform: Waveform, scale: TimeScale, topPx: number, name: string): Html {
  const path = waveformPath(waveform, { scale, middlePx: topPx + WAVE_PX / 2, halfHeightPx: WAVE_PX / 2 });
  return html`<path class="${name}" d="${path}"/>`;
}

function originalBox(segment: ReceiptSegment, scale: TimeScale, topPx: number): Html {
  const title = `${formatTime(segment.originalStartMs)} ${segment.speaker ?? ''} ${segment.originalText}`;
  return box({
    startMs: segment.originalStartMs,
    endMs: segment.originalEndMs,
    text: segment.originalText,
    title,
    name: 'box original',
    scale,
    topPx,
  });
}

function dubBox(segment: ReceiptSegment, scale: TimeScale, topPx: number): Html {
  const startMs = segment.startMs ?? 0;
  const rate = segment.rate === undefined ? '' : ` ×${segment.rate.toFixed(2)}`;
  return box({
    startMs,
    endMs: segment.endMs ?? startMs,
    text: segment.translatedText,
    title: `${formatTime(startMs)}${rate} ${segment.translatedText}`,
    name: `box dub ${segmentHealth(segment)}`,
    scale,
    topPx,
  });
}

function box(params: {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly title: string;
  readonly name: string;
  readonly scale: TimeScale;
  readonly topPx: number;
}): Html {
  const x = params.startMs * params.scale.pxPerMs;
  const width = Math.max(1.5, (params.endMs - params.startMs) * params.scale.pxPerMs - 1);
  const letters = Math.floor((width - 10) / LETTER_PX);
  const characters = Array.from(params.text);
  const label =
    characters.length <= letters ? params.text : `${characters.slice(0, Math.max(0, letters - 1)).join('')}…`;
  return html`<g class="${params.name}" data-seek="${Math.round(params.startMs)}"><title>${params.title}</title><rect
 x="${x.toFixed(1)}" y="${params.topPx}" width="${width.toFixed(1)}" height="${LANE_PX}" rx="4"/>${
   letters >= 3 && html`<text x="${(x + width / 2).toFixed(1)}" y="${params.topPx + LANE_PX / 2 + 4}">${label}</text>`
 }</g>`;
}

function link(segment: ReceiptSegment, scale: TimeScale, rows: Rows): Html {
  const x = (ms: number) => (ms * scale.pxPerMs).toFixed(1);
  const top = rows.originalPx + LANE_PX;
  const left = `M${x(segment.originalStartMs)} ${top}L${x(segment.startMs ?? 0)} ${rows.dubPx}`;
  return html`<path class="link" d="${left}L${x(segment.endMs ?? 0)} ${rows.dubPx}L${x(segment.originalEndMs)} ${top}Z"/>`;
}
