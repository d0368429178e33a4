import type { CueLine } from '../../model/cue.js';
import type { Span, SpanStyle } from '../../model/span.js';
import { decodeEntities } from '../shared/decode-entities.js';
import { createSpanBuilder } from '../shared/span-builder.js';
import { colorOfClass } from './vtt-colors.js';
import { parseVttTime } from './vtt-time.js';

/** One open element of the cue text. */
interface OpenElement {
  readonly name: string;
  readonly style: SpanStyle;
}

/** Nesting deeper than this adds nothing a player shows; a hostile file could otherwise nest without end. */
const depthLimit = 64;

const classStyle = (classes: readonly string[]): SpanStyle => {
  const names = classes.filter((name) => name !== '');
  const colors = names.map(colorOfClass);
  const color = colors.findLast((value) => value !== undefined);
  const background = names.findLast((name) => name.startsWith('bg_') && colorOfClass(name.slice(3)) !== undefined);
  const others = names.filter((name, index) => colors[index] === undefined && name !== background);
  return {
    ...(color === undefined ? {} : { color }),
    ...(background === undefined ? {} : { background: colorOfClass(background.slice(3)) ?? '' }),
    ...(others.length === 0 ? {} : { classes: others }),
  };
};

const elementStyle = (name: string, annotation: string): SpanStyle | undefined => {
  switch (name) {
    case 'b':
      return { bold: true };
    case 'i':
      return { italic: true };
    case 'u':
      return { underline: true };
    case 'v':
      return annotation === '' ? {} : { voice: annotation };
    case 'lang':
      return annotation === '' ? {} : { language: annotation };
    case 'c':
    case 'ruby':
    case 'rt':
      return {};
    default:
      return undefined;
  }
};

/** A closing tag closes the innermost element if it has its name; `</ruby>` closes an open `rt` with it. */
const closeElement = (open: OpenElement[], name: string): void => {
  if (open.at(-1)?.name === name) open.pop();
  else if (name === 'ruby' && open.at(-1)?.name === 'rt') open.splice(-2);
};

const mergeStyles = (open: readonly OpenElement[]): SpanStyle => {
  const merged = Object.assign({}, ...open.map((element) => element.style)) as SpanStyle; // a merge of styles
  const classes = open.flatMap((element) => element.style.classes ?? []);
  return classes.length === 0 ? merged : { ...merged, classes };
};

const annotationMark = '\0rt';

/** Hangs ruby text on the run it annotates; ruby text without a base stays as text. */
const foldRuby = (line: CueLine): CueLine => {
  const folded: Span[] = [];
  for (const span of line) {
    const base = folded.at(-1);
    if (span.ruby !== annotationMark) folded.push(span);
    else if (base !== undefined && base.ruby === undefined) folded[folded.length - 1] = { ...base, ruby: span.text };
    else folded.push({ text: span.text });
  }
  return folded;
};

/**
 * Reads cue text by the rules of the WebVTT specification: unknown tags vanish, unclosed ones end with the cue,
 * a lone `<` swallows up to the next `>`, times inside become `atMs`, ruby text becomes an annotation of its base.
 */
export function parseVttText(text: string): CueLine[] {
  const builder = createSpanBuilder();
  const open: OpenElement[] = [];
  let atMs: number | undefined;
  const style = (): SpanStyle => ({ ...mergeStyles(open), ...(atMs === undefined ? {} : { atMs }) });
  for (const token of text.match(/<[^>]*>?|[^<]+/g) ?? []) {
    if (!token.startsWith('<')) {
      const isAnnotation = open.at(-1)?.name === 'rt';
      builder.add(decodeEntities(token), isAnnotation ? { ...style(), ruby: annotationMark } : style());
      continue;
    }
    const tag = token.replace(/^<|>$/g, '');
    const closing = /^\/([a-z]*)/.exec(tag);
    if (closing !== null) closeElement(open, closing[1] ?? '');
    else if (/^\d/.test(tag)) {
      const time = parseVttTime(tag);
      if (time?.isExact === true) atMs = time.ms;
    } else {
      const [, name = '', classes = '', annotation = ''] =
        /^([^\s.]*)((?:\.[^\s.]*)*)[ \t\n]*([\s\S]*)$/.exec(tag) ?? [];
      const own = elementStyle(name, decodeEntities(annotation.trim().replace(/\s+/g, ' ')));
      if (own === undefined || open.length >= depthLimit) continue;
      if (name === 'rt' && open.at(-1)?.name !== 'ruby') continue;
      open.push({ name, style: { ...own, ...classStyle(classes.split('.')) } });
    }
  }
  return builder.lines().map(foldRuby);
}
