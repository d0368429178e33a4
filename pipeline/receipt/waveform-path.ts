import type { TimeScale } from './time-scale.js';
import type { Waveform } from './waveform.js';

const COLUMN_PX = 2;
/** Below this peak there is only noise, which is not blown up. */
const QUIETEST_FULL_SCALE = 0.02;

/**
 * An SVG path of a waveform around a middle line, one column every two pixels, each as high as its loudest peak.
 * A quiet recording is drawn as large as a loud one: the plot shows when there is sound, the loudness curve how much.
 */
export function waveformPath(
  waveform: Waveform,
  place: { readonly scale: TimeScale; readonly middlePx: number; readonly halfHeightPx: number },
): string {
  const { scale, middlePx, halfHeightPx } = place;
  const heights: number[] = [];
  for (let x = 0; x < scale.widthPx; x += COLUMN_PX) {
    const first = Math.floor(x / scale.pxPerMs / waveform.stepMs);
    const last = Math.max(first + 1, Math.ceil((x + COLUMN_PX) / scale.pxPerMs / waveform.stepMs));
    const peak = waveform.peaks.slice(first, last).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    heights.push(Number.isFinite(peak) ? peak : 0);
  }
  const loudest = heights.reduce((most, height) => Math.max(most, height), QUIETEST_FULL_SCALE);
  const size = halfHeightPx / loudest;
  const top = heights.map((height, index) => `${index * COLUMN_PX} ${(middlePx - height * size).toFixed(1)}`);
  const bottom = heights
    .map((height, index) => `${index * COLUMN_PX} ${(middlePx + height * size).toFixed(1)}`)
    .reverse();
  return top.length === 0 ? '' : `M${[...top, ...bottom].join('L')}Z`;
}
