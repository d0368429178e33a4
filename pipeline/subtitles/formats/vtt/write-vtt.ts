import type { Cue, CuePlacement } from '../../model/cue.js';
import type { SubtitleRegion } from '../../model/subtitle-document.js';
import { classOfColor, vttColors } from './vtt-colors.js';
import { vttTime } from './vtt-time.js';
import { writeVttText } from './write-vtt-text.js';

/** What stands around the cues of a WebVTT file. */
export interface VttHead {
  readonly language?: string | undefined;
  readonly title?: string | undefined;
  readonly regions?: readonly SubtitleRegion[] | undefined;
  readonly styleSheets?: readonly string[] | undefined;
  readonly notes?: readonly string[] | undefined;
}

const settingsOf = (placement: CuePlacement | undefined): string => {
  if (placement === undefined) return '';
  const { vertical, line, isLinePercent, lineAlign, positionPercent, positionAlign, sizePercent, align, region } =
    placement;
  const parts = [
    vertical === undefined ? '' : `vertical:${vertical}`,
    line === undefined
      ? ''
      : `line:${line}${isLinePercent === true ? '%' : ''}${lineAlign === undefined ? '' : `,${lineAlign}`}`,
    positionPercent === undefined
      ? ''
      : `position:${positionPercent}%${positionAlign === undefined ? '' : `,${positionAlign}`}`,
    sizePercent === undefined ? '' : `size:${sizePercent}%`,
    align === undefined ? '' : `align:${align}`,
    region === undefined ? '' : `region:${region.replace(/\s/g, '-')}`,
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('');
};

const regionBlock = (region: SubtitleRegion): string => {
  const anchor = (name: string, value: readonly [number, number] | undefined): string =>
    value === undefined ? '' : `\n${name}:${value[0]}%,${value[1]}%`;
  const width = region.widthPercent === undefined ? '' : `\nwidth:${region.widthPercent}%`;
  const lines = region.lines === undefined ? '' : `\nlines:${region.lines}`;
  const anchors = anchor('regionanchor', region.regionAnchor) + anchor('viewportanchor', region.viewportAnchor);
  return `REGION\nid:${region.id}${width}${lines}${anchors}${region.isScrollUp === true ? '\nscroll:up' : ''}`;
};

/** Colours outside the eight named ones need a rule of their own. */
const colorSheet = (cues: readonly Cue[], existing: readonly string[]): string[] => {
  const used = new Set(cues.flatMap((cue) => cue.lines.flat().flatMap((span) => span.color ?? [])));
  const own = [...used].filter((color) => !Object.values(vttColors).includes(color));
  const rules = own
    .map((color) => `::cue(.${classOfColor(color)}) { color: ${color}; }`)
    .filter((rule) => !existing.some((sheet) => sheet.includes(rule)));
  return rules.length === 0 ? [] : [rules.join('\n')];
};

const cueBlock = (cue: Cue): string => {
  const id = cue.id === undefined || cue.id.includes('-->') ? '' : `${cue.id.replace(/\s+/g, ' ')}\n`;
  return `${id}${vttTime(cue.startMs)} --> ${vttTime(cue.endMs)}${settingsOf(cue.placement)}\n${writeVttText(cue)}`;
};

/** Writes WebVTT, UTF-8, with its language in the header. */
export function writeVtt(cues: readonly Cue[], head: VttHead = {}): string {
  const title = head.title === undefined ? '' : ` - ${head.title.replace(/\s+/g, ' ').replaceAll('-->', '→')}`;
  const language = head.language === undefined ? '' : `\nLanguage: ${head.language}`;
  const sheets = [...(head.styleSheets ?? []), ...colorSheet(cues, head.styleSheets ?? [])];
  const blocks = [
    `WEBVTT${title}${language}`,
    ...sheets.map((sheet) => `STYLE\n${sheet}`),
    ...(head.regions ?? []).map(regionBlock),
    ...(head.notes ?? []).filter((note) => note.startsWith('NOTE')),
    ...cues.map(cueBlock),
  ];
  return `${blocks.join('\n\n')}\n`;
}
