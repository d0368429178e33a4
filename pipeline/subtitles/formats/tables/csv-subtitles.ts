import type { Cue } from '../../model/cue.js';
import { cueText, plainLines } from '../../model/cue-text.js';
import type { SubtitleDocument } from '../../model/subtitle-document.js';
import type { ReadLog } from '../shared/read-log.js';
import { vttTime } from '../vtt/vtt-time.js';

/** A record and the line it begins on. */
interface CsvRecord {
  readonly line: number;
  readonly fields: string[];
}

/** RFC 4180 records: quotes may hold separators, doubled quotes and line ends. */
const recordsOf = (text: string, separator: string, log: ReadLog): CsvRecord[] => {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let first = 1;
  const pattern = new RegExp(
    `("(?:[^"]|"")*"?|[^${separator}\\r\\n"][^${separator}\\r\\n]*|)(${separator}|\\r\\n|\\n|\\r|$)`,
    'gy',
  );
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return log.refuse(line, 'a quoted field does not end where it should.');
    const [whole, raw = '', end = ''] = match;
    if (raw.startsWith('"') && !(raw.length > 1 && raw.endsWith('"')))
      log.refuse(line, 'a quote is opened and never closed.');
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator && pattern.lastIndex < text.length) continue;
    if (end === separator) fields.push('');
    records.push({ line: first, fields });
    fields = [];
    first = line;
  }
  return records.filter((record) => record.fields.some((field) => field.trim() !== ''));
};

/** Header names people use, by what they mean. */
const columns = {
  start: ['start', 'start_time', 'starttime', 'begin', 'in', 'startms', 'start (ms)'],
  end: ['end', 'end_time', 'endtime', 'out', 'endms', 'end (ms)'],
  text: ['text', 'translation', 'subtitle', 'caption', 'content', 'transcription'],
  speaker: ['speaker', 'name', 'actor', 'character'],
  id: ['id', 'index', 'number', '#'],
} as const;

/** Columns of other wordings: `alternative`, `alternative 2` … */
const alternativeColumn = /^alternative(?:[ _]\d+)?$/;

const parseTime = (text: string, isMs: boolean): number | undefined => {
  const trimmed = text.trim();
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(trimmed)) return Math.round(Number(trimmed) * (isMs ? 1 : 1000));
  const match = /^(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?$/.exec(trimmed);
  if (match === null) return undefined;
  const [, hours = '0', minutes, seconds, fraction = '0'] = match;
  return (
    (Number(hours) * 60 + Number(minutes)) * 60_000 +
    Number(seconds) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000)
  );
};

/** Reads a table with a header row: start, end and text; speaker, id and alternatives if there. Separator `,`, `;` or tab. */
export function readCsv(text: string, log: ReadLog): SubtitleDocument {
  const body = text.replace(/^\ufeff/, '');
  const head = body.slice(0, body.search(/[\r\n]|$/));
  const separator = ['\t', ';', ','].reduce(
    (best, mark) => (head.split(mark).length > head.split(best).length ? mark : best),
    ',',
  );
  const [header, ...records] = recordsOf(body, separator, log);
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  const find = (key: keyof typeof columns): number =>
    columns[key].map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  const at = { start: find('start'), end: find('end'), text: find('text'), speaker: find('speaker'), id: find('id') };
  if (at.start < 0 || at.end < 0 || at.text < 0) log.refuse(1, 'the header row must name start, end and text.');
  const others = names.flatMap((name, index) => (alternativeColumn.test(name) ? [index] : []));
  const isMs = (index: number): boolean => /ms/.test(names[index] ?? '');
  const cues: Cue[] = [];
  for (const { fields, line } of records) {
    const startMs = parseTime(fields[at.start] ?? '', isMs(at.start));
    const endMs = parseTime(fields[at.end] ?? '', isMs(at.end));
    if (startMs === undefined || endMs === undefined || endMs < startMs) {
      log.lose(line, 'start or end is not a time, or they are the wrong way round.');
      continue;
    }
    const speaker = fields[at.speaker]?.trim();
    const id = fields[at.id]?.trim();
    const lines = plainLines((fields[at.text] ?? '').replace(/\r\n?/g, '\n'));
    cues.push({
      ...(id === undefined || id === '' ? {} : { id }),
      startMs,
      endMs,
      lines,
      ...(speaker === undefined || speaker === '' ? {} : { speaker }),
      ...wordings(others.map((index) => fields[index] ?? '')),
    });
  }
  return { format: 'csv', cues, warnings: log.warnings };
}

const wordings = (texts: readonly string[]): Pick<Cue, 'alternatives'> => {
  const alternatives = texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  return alternatives.length === 0 ? {} : { alternatives };
};

const field = (text: string): string => (/[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes a table for people and spreadsheets: id, start, end, speaker, text. Styles and places are not held. */
export function writeCsv(cues: readonly Cue[]): string {
  const rows = cues.map((cue, index) =>
    [cue.id ?? String(index + 1), vttTime(cue.startMs), vttTime(cue.endMs), cue.speaker ?? '', cueText(cue)]
      .map(field)
      .join(','),
  );
  return `\ufeff${['id,start,end,speaker,text', ...rows].join('\r\n')}\r\n`;
}
