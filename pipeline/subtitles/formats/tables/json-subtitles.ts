import type { Cue } from '../../model/cue.js';
import { cueText, plainLines } from '../../model/cue-text.js';
import type { SubtitleDocument } from '../../model/subtitle-document.js';
import type { ReadLog } from '../shared/read-log.js';
import { type JsonCue, SubtitleJson } from './subtitle-json.js';

/** Drops the keys a parser left undefined: in the model a key is there or it is not. */
const compact = <T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } => {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> }; // same keys, fewer undefined
};

const toCue = (cue: JsonCue): Cue => {
  const { text = '', lines, placement, ass, ...rest } = cue;
  return {
    ...compact(rest),
    lines: lines === undefined ? plainLines(text) : lines.map((line) => line.map((span) => compact(span))),
    ...(placement === undefined ? {} : { placement: compact(placement) }),
    ...(ass === undefined ? {} : { ass: compact(ass) }),
  };
};

const lineOfOffset = (text: string, message: string): number => {
  const offset = /position (\d+)/.exec(message)?.[1];
  return offset === undefined ? 1 : text.slice(0, Number(offset)).split('\n').length;
};

/** Reads the JSON form. Fails with `transcript-invalid` naming the line or the cue. */
export function readJson(text: string, log: ReadLog): SubtitleDocument {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return log.refuse(lineOfOffset(text, message), 'not valid JSON.');
  }
  const parsed = SubtitleJson.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return log.refuse(1, `${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'not valid'}.`);
  }
  const { language, title, cues } = parsed.data;
  return { format: 'json', cues: cues.map(toCue), ...compact({ language, title }), warnings: log.warnings };
}

const isPlain = (cue: Cue): boolean => cue.lines.every((line) => line.every((span) => Object.keys(span).length === 1));

/** Writes the JSON form: text as one string where nothing is styled, else as lines of runs. Loses nothing. */
export function writeJson(
  cues: readonly Cue[],
  head: { readonly language?: string | undefined; readonly title?: string | undefined },
): string {
  const rows = cues.map((cue) => {
    const { lines, startMs, endMs, ...rest } = cue;
    return { ...rest, startMs, endMs, ...(isPlain(cue) ? { text: cueText(cue) } : { lines }) };
  });
  return `${JSON.stringify({ schemaVersion: 1, ...compact(head), cues: rows }, undefined, 2)}\n`;
}
