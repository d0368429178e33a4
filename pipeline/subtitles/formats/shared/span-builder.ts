import type { CueLine } from '../../model/cue.js';
import type { Span, SpanStyle } from '../../model/span.js';

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** Whether two runs look and mean the same, so that they can be one. */
export const isSameStyle = (a: SpanStyle, b: SpanStyle): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.underline === b.underline &&
  a.strike === b.strike &&
  a.color === b.color &&
  a.background === b.background &&
  a.fontFamily === b.fontFamily &&
  a.language === b.language &&
  a.voice === b.voice &&
  a.ruby === b.ruby &&
  a.atMs === b.atMs &&
  a.assTags === b.assTags &&
  sameList(a.classes, b.classes);

const isPlain = (style: SpanStyle): boolean => Object.values(style).every((value) => value === undefined);

/** Gathers text in changing styles into the lines of a cue. */
export interface SpanBuilder {
  /** Adds text; line feeds in it start new lines. */
  readonly add: (text: string, style: SpanStyle) => void;
  /** The lines so far; at least one. */
  readonly lines: () => CueLine[];
}

/** An empty builder. */
export function createSpanBuilder(): SpanBuilder {
  const lines: Span[][] = [[]];
  const put = (text: string, style: SpanStyle): void => {
    const line = lines.at(-1);
    const last = line?.at(-1);
    if (line === undefined || text === '') return;
    if (last !== undefined && isSameStyle(last, style)) line[line.length - 1] = { ...last, text: last.text + text };
    else line.push(isPlain(style) ? { text } : { text, ...style });
  };
  return {
    add: (text, style) => {
      for (const [index, part] of text.split('\n').entries()) {
        if (index > 0) lines.push([]);
        put(part, style);
      }
    },
    lines: () => lines.map((line) => (line.length === 0 ? [{ text: '' }] : line)),
  };
}
