import type { LoudnessReport } from '../contracts/loudness-report.js';
import { formatNumber } from './format-number.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';
import { timeScale } from './time-scale.js';

const HEIGHT_PX = 150;
const LOUDEST_LUFS = 0;
const QUIETEST_LUFS = -50;
const SILENCE_LUFS = -69.9;
const GRID_LUFS = [-10, -20, -30, -40];
const TOLERANCE_LU = 0.5;
/** A value tells of the three seconds before it, so the first one stands there. */
const WINDOW_MS = 3000;

/** The loudness of the finished programme over time, with the target it was mastered to. Undefined without a curve. */
export function loudnessPlot(id: string, loudness: LoudnessReport): Html | undefined {
  const { curve, targetLufs } = loudness;
  if (curve.lufs.length < 2) return undefined;
  const scale = timeScale(WINDOW_MS + (curve.lufs.length - 1) * curve.stepMs);
  const y = (lufs: number) => {
    const clipped = Math.min(LOUDEST_LUFS, Math.max(QUIETEST_LUFS, lufs));
    return ((LOUDEST_LUFS - clipped) / (LOUDEST_LUFS - QUIETEST_LUFS)) * (HEIGHT_PX - 20);
  };
  let isOpen = false;
  const path = curve.lufs.map((lufs, index) => {
    if (lufs <= SILENCE_LUFS) {
      isOpen = false;
      return '';
    }
    const command = isOpen ? 'L' : 'M';
    isOpen = true;
    return `${command}${((WINDOW_MS + index * curve.stepMs) * scale.pxPerMs).toFixed(1)} ${y(lufs).toFixed(1)}`;
  });
  const bandTop = y(targetLufs + TOLERANCE_LU);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Loudness curve, scrolls sideways">
<svg class="chart" width="${scale.widthPx}" height="${HEIGHT_PX}" viewBox="0 0 ${scale.widthPx} ${HEIGHT_PX}" role="img"
 aria-labelledby="${id}"><title id="${id}">Loudness of the dub over time; target ${formatNumber(targetLufs)} LUFS</title>
<rect class="mark band" x="0" y="${bandTop.toFixed(1)}" width="${scale.widthPx}"
 height="${(y(targetLufs - TOLERANCE_LU) - bandTop).toFixed(1)}"/>
${GRID_LUFS.map(
  (
    lufs,
  ) => html`<line class="tick" x1="0" x2="${scale.widthPx}" y1="${y(lufs).toFixed(1)}" y2="${y(lufs).toFixed(1)}"/><text
 class="tick-label" x="3" y="${(y(lufs) - 3).toFixed(1)}">${formatNumber(lufs)} LUFS</text>`,
)}
${scale.ticksMs
  .slice(1)
  .map(
    (tickMs) =>
      html`<text class="tick-label" x="${(tickMs * scale.pxPerMs).toFixed(1)}" y="${HEIGHT_PX - 5}">${formatTime(
        tickMs,
      ).replace(/\.0$/, '')}</text>`,
  )}
<path class="curve" d="${path.join('')}"/>
</svg></div>`;
}
