import type { AssEventFields, Cue } from '../../model/cue.js';
import type { AssHeader, SubtitleDocument } from '../../model/subtitle-document.js';
import { unmarkDirection } from '../shared/direction-marks.js';
import type { ReadLog } from '../shared/read-log.js';
import { splitLines } from '../shared/split-lines.js';
import { parseAssText } from './parse-ass-text.js';

/** Fields of an event where a file names none. */
const defaultEventFormat = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text'
  .split(', ')
  .map((name) => name.toLowerCase());

const parseTime = (text: string): number | undefined => {
  const match = /^\s*(\d{1,6}):(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,6}))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds, fraction = '0'] = match;
  return (
    (Number(hours) * 60 + Number(minutes)) * 60_000 +
    Number(seconds) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000)
  );
};

const fieldList = (line: string): string[] =>
  line
    .slice(line.indexOf(':') + 1)
    .split(',')
    .map((field) => field.trim());

/** Splits at the first commas only: the last field, the text, may hold commas of its own. */
const splitFields = (line: string, count: number): string[] => {
  const parts = line.slice(line.indexOf(':') + 1).split(',');
  if (parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(',')];
};

const integer = (text: string | undefined): number => Number.parseInt(text ?? '', 10) || 0;

const eventFields = (field: (name: string) => string | undefined): AssEventFields => {
  const numbers = { marginLeft: 'marginl', marginRight: 'marginr', marginVertical: 'marginv', layer: 'layer' } as const;
  const fields: Record<string, string | number> = {};
  for (const [key, name] of Object.entries(numbers)) {
    const value = integer(field(name));
    if (value !== 0) fields[key] = value;
  }
  const style = field('style')?.trim().replace(/^\*/, '');
  if (style !== undefined && style !== '' && style !== 'Default') fields['style'] = style;
  const effect = field('effect')?.trim();
  if (effect !== undefined && effect !== '') fields['effect'] = effect;
  return fields as AssEventFields; // built from its own keys just above
};

const readEvent = (text: string, format: readonly string[], line: number, log: ReadLog): Cue | undefined => {
  const values = splitFields(text, format.length);
  const field = (name: string): string | undefined => values[format.indexOf(name)];
  const startMs = parseTime(field('start') ?? '');
  const endMs = parseTime(field('end') ?? '');
  const content = field('text');
  if (startMs === undefined || endMs === undefined || content === undefined) {
    log.lose(line, 'a Dialogue without start, end or text where the Format line says they are.');
    return undefined;
  }
  if (endMs < startMs) log.lose(line, 'the cue ends before it starts.');
  const { lines, placement } = parseAssText(content);
  const speaker = (field('name') ?? field('actor'))?.trim();
  const ass = eventFields(field);
  return {
    startMs,
    endMs,
    lines: lines.map(unmarkDirection),
    ...(speaker === undefined || speaker === '' ? {} : { speaker }),
    ...(placement === undefined ? {} : { placement }),
    ...(Object.keys(ass).length === 0 ? {} : { ass }),
  };
};

/** What has been read so far. */
class AssReader {
  readonly #log: ReadLog;
  readonly cues: Cue[] = [];
  readonly notes: string[] = [];
  readonly scriptInfo: string[] = [];
  readonly styles: string[][] = [];
  readonly otherSections: string[] = [];
  styleFormat: string[] = [];
  #section = '';
  #eventFormat: readonly string[] = defaultEventFormat;

  constructor(log: ReadLog) {
    this.#log = log;
  }

  readLine(line: string, number: number): void {
    const header = /^\s*\[(.+)\]\s*$/.exec(line);
    if (header?.[1] !== undefined) {
      this.#section = header[1].trim().toLowerCase();
      if (!this.#isKnownSection()) this.otherSections.push(line.trim());
      return;
    }
    if (line.trim() === '') return;
    if (this.#section === 'script info') this.scriptInfo.push(line.trim());
    else if (/^v4\+? styles\+?$/.test(this.#section)) this.#readStyle(line, number);
    else if (this.#section === 'events') this.#readEvent(line.trim(), number);
    else if (this.#section === '') this.#log.lose(number, 'text before the first [section].');
    else this.otherSections.push(line);
  }

  #isKnownSection(): boolean {
    return /^(?:script info|v4\+? styles\+?|events)$/.test(this.#section);
  }

  #readStyle(line: string, number: number): void {
    if (/^\s*format\s*:/i.test(line)) this.styleFormat = fieldList(line);
    else if (/^\s*style\s*:/i.test(line)) this.styles.push(fieldList(line));
    else if (!line.startsWith(';')) this.#log.warn(number, 'not a style.');
  }

  #readEvent(line: string, number: number): void {
    if (/^format\s*:/i.test(line)) this.#eventFormat = fieldList(line).map((name) => name.toLowerCase());
    else if (/^dialogue\s*:/i.test(line)) {
      const cue = readEvent(line, this.#eventFormat, number, this.#log);
      if (cue !== undefined) this.cues.push(cue);
    } else if (/^(?:comment|picture|sound|movie|command)\s*:/i.test(line) || line.startsWith(';'))
      this.notes.push(line);
    else this.#log.warn(number, 'not an event.');
  }
}

/**
 * Reads Advanced SubStation Alpha and SubStation Alpha. Headers, styles, comments, unknown sections and override tags
 * without a home in the model are kept, so that they can be written again. Fails with `transcript-invalid`.
 */
export function readAss(text: string, log: ReadLog): SubtitleDocument {
  const reader = new AssReader(log);
  for (const [index, line] of splitLines(text).entries()) reader.readLine(line, index + 1);
  const hasSections = reader.scriptInfo.length + reader.styles.length + reader.cues.length + reader.notes.length > 0;
  if (!hasSections && text.trim() !== '') log.refuse(1, 'no [Script Info], styles or [Events] found.');
  const { scriptInfo, styleFormat, styles, otherSections, notes, cues } = reader;
  const assHeader: AssHeader = { scriptInfo, styleFormat, styles, otherSections };
  const title = scriptInfo.map((line) => /^Title:\s*(.+)$/i.exec(line)?.[1]).find((value) => value !== undefined);
  return {
    format: 'ass',
    cues,
    ...(title === undefined ? {} : { title }),
    assHeader,
    ...(notes.length === 0 ? {} : { notes }),
    warnings: log.warnings,
  };
}
