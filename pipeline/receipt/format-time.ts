/** A time or length in ms as people read it: `0:05.3`, `12:40.0`, `1:02:03.4`. */
export function formatTime(ms: number): string {
  const tenths = Math.round(Math.abs(ms) / 100);
  const seconds = Math.floor(tenths / 10);
  const minutes = Math.floor(seconds / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(seconds % 60)}.${tenths % 10}`;
  const sign = ms < 0 && tenths > 0 ? '−' : '';
  if (minutes < 60) return `${sign}${minutes}:${clock}`;
  return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${clock}`;
}
