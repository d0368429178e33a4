import { formatDuration } from '../text/format-duration.js';

/** How long a span took: `8 ms`, `320 ms`, then as {@link formatDuration} says it. */
export function formatSpanTime(ms: number): string {
  return ms < 999.5 ? `${Math.max(0, Math.round(ms))} ms` : formatDuration(ms);
}
