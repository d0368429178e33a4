import type { CueLine } from '../../model/cue.js';
import type { Span, SpanStyle } from '../../model/span.js';
import { isSameStyle } from '../shared/span-builder.js';

/** A stretch of time; `endMs` may be Infinity. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** A piece of a paragraph's text and when it is there. */
export interface TimedRun extends Interval {
  readonly text: string;
  readonly style: SpanStyle;
  readonly isPreserved: boolean;
  /** `br`: ends a line. */
  readonly isBreak: boolean;
}

const trimLine = (line: readonly Span[]): CueLine => {
  const trimmed = line.map((span, index) => {
    const start = index === 0 ? span.text.trimStart() : span.text;
    return { ...span, text: index === line.length - 1 ? start.trimEnd() : start };
  });
  const kept = trimmed.filter((span) => span.text !== '');
  return kept.length === 0 ? [{ text: '' }] : kept;
};

const append = (line: Span[], text: string, style: SpanStyle): void => {
  const last = line.at(-1);
  if (text === '') return;
  if (last !== undefined && isSameStyle(last, style)) line[line.length - 1] = { ...last, text: last.text + text };
  else line.push({ ...style, text });
};

/** Lays runs out as lines: white space collapsed where the document does not preserve it, edges of lines trimmed. */
export function linesOfRuns(runs: readonly TimedRun[]): CueLine[] {
  const lines: Span[][] = [[]];
  let endsInSpace = true;
  for (const run of runs) {
    if (run.isBreak) {
      lines.push([]);
      endsInSpace = true;
      continue;
    }
    const parts = run.isPreserved ? run.text.split('\n') : [run.text.replace(/[ \t\r\n]+/g, ' ')];
    for (const [index, part] of parts.entries()) {
      if (index > 0) lines.push([]);
      const text: string = !run.isPreserved && endsInSpace ? part.replace(/^ /, '') : part;
      append(lines.at(-1) ?? [], text, run.style);
      if (text !== '') endsInSpace = text.endsWith(' ');
    }
  }
  const laid = lines.map(trimLine);
  const isEmpty = (line: CueLine): boolean => line.every((span) => span.text === '');
  while (laid.length > 1 && isEmpty(laid.at(-1) ?? [])) laid.pop();
  while (laid.length > 1 && isEmpty(laid[0] ?? [])) laid.shift();
  return laid.filter((line, index) => !isEmpty(line) || index === 0);
}

/** The moments at which what is shown of a paragraph changes, with what is shown from each to the next. */
export function slicesOf(runs: readonly TimedRun[]): (Interval & { readonly runs: readonly TimedRun[] })[] {
  const texts = runs.filter((run) => !run.isBreak && run.text.trim() !== '' && run.endMs > run.startMs);
  const times = [...new Set(texts.flatMap((run) => [run.startMs, run.endMs]))].sort((a, b) => a - b);
  const slices: (Interval & { readonly runs: readonly TimedRun[] })[] = [];
  for (const [index, startMs] of times.entries()) {
    const endMs = times[index + 1];
    if (endMs === undefined) break;
    const shown = runs.filter((run) => run.startMs <= startMs && run.endMs >= endMs);
    if (shown.some((run) => !run.isBreak && run.text.trim() !== '')) slices.push({ startMs, endMs, runs: shown });
  }
  return slices;
}
