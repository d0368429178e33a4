/**
 * A value inside an ffmpeg filter argument, such as a path: backslash, quote and the separators of options and of filters
 * are escaped twice, because ffmpeg reads it twice.
 */
export function escapeFilterValue(value: string): string {
  const asOption = value.replace(/[\\':]/g, (character) => `\\${character}`);
  return asOption.replace(/[\\'[\],;]/g, (character) => `\\${character}`);
}
