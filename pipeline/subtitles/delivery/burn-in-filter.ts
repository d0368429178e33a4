/** A value inside an ffmpeg filter argument: backslash, quote and the option and filter separators are escaped twice. */
const escapeFilterValue = (value: string): string =>
  value.replace(/[\\':]/g, (character) => `\\${character}`).replace(/[\\'[\],;]/g, (character) => `\\${character}`);

/** The ffmpeg video filter that draws an ASS file into the picture, with fonts from a folder if one is given. */
export function burnInFilter(scriptPath: string, fontsFolder?: string): string {
  const fonts = fontsFolder === undefined ? '' : `:fontsdir=${escapeFilterValue(fontsFolder)}`;
  return `ass=${escapeFilterValue(scriptPath)}${fonts}`;
}
