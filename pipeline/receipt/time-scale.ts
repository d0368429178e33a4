/** Maps times to horizontal places in a plot. */
export interface TimeScale {
  readonly widthPx: number;
  readonly pxPerMs: number;
  /** Where ticks with a label go, in ms. */
  readonly ticksMs: readonly number[];
}

const LEAST_WIDTH_PX = 1080;
const MOST_WIDTH_PX = 24_000;
/** Wide enough that a line of two seconds is easily hit. */
const WANTED_PX_PER_MS = 0.024;
const TICK_STEPS_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];
const TICK_DISTANCE_PX = 72;

/** Short clips fill the width of the page; long ones scroll. */
export function timeScale(durationMs: number): TimeScale {
  const lengthMs = Math.max(1, durationMs);
  const widthPx = Math.round(Math.min(MOST_WIDTH_PX, Math.max(LEAST_WIDTH_PX, lengthMs * WANTED_PX_PER_MS)));
  const pxPerMs = widthPx / lengthMs;
  const stepMs = TICK_STEPS_MS.find((step) => step * pxPerMs >= TICK_DISTANCE_PX) ?? 1_200_000;
  const ticksMs = Array.from({ length: Math.floor(lengthMs / stepMs) + 1 }, (_, index) => index * stepMs);
  return { widthPx, pxPerMs, ticksMs };
}
