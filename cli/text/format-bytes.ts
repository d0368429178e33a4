const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** A size as people say it, in decimal units: `812 B`, `1.2 MB`. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  let value = sizeBytes;
  let unit: string = 'B';
  for (const larger of units) {
    if (value < 999.95) break;
    value /= 1000;
    unit = larger;
  }
  return `${value.toFixed(1)} ${unit}`;
}
