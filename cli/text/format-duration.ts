/** A span of time as people say it, from milliseconds: `0.4 s`, `12 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 9_950) return `${(Math.max(0, durationMs) / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
