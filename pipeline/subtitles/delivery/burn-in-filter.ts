import { escapeFilterValue } from '../../text/escape-filter-value.js';

/** The ffmpeg video filter that draws an ASS file into the picture, with fonts from a folder if one is given. */
export function burnInFilter(scriptPath: string, fontsFolder?: string): string {
  const fonts = fontsFolder === undefined ? '' : `:fontsdir=${escapeFilterValue(fontsFolder)}`;
  return `ass=${escapeFilterValue(scriptPath)}${fonts}`;
}
