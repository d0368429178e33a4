import type { ReadLog } from '../shared/read-log.js';
import { splitLines } from '../shared/split-lines.js';
import { parseVttTime } from './vtt-time.js';

/** One cue before its text is read: id, times, settings and payload as they stand in the file. */
export interface VttCueBlock {
  /** 1-based line of the times. */
  readonly line: number;
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly settings: string;
  readonly payload: string;
}

/** A WebVTT file cut into its blocks. */
export interface VttBlocks {
  readonly header: readonly string[];
  readonly cues: readonly VttCueBlock[];
  readonly styleSheets: readonly string[];
  readonly regions: readonly string[];
  readonly notes: readonly string[];
}

interface Timing {
  readonly startMs: number;
  readonly endMs: number;
  readonly settings: string;
}

const parseTiming = (text: string, line: number, log: ReadLog): Timing | undefined => {
  const match = /^[ \t]*([^ \t-]*)[ \t]*-->[ \t]*([^ \t]*)(.*)$/.exec(text);
  const [, first = '', second = '', settings = ''] = match ?? [];
  const glued = /^([\d:.,]+)([^\d:.,].*)$/.exec(second);
  const start = parseVttTime(first);
  const end = parseVttTime(glued?.[1] ?? second);
  if (start === undefined || end === undefined) {
    log.lose(line, 'not a pair of times like 00:00:01.000 --> 00:00:02.000.');
    return undefined;
  }
  if (!start.isExact || !end.isExact) log.warn(line, 'the times are not written as WebVTT demands.');
  if (end.ms < start.ms) log.lose(line, 'the cue ends before it starts.');
  return { startMs: start.ms, endMs: end.ms, settings: `${glued?.[2] ?? ''}${settings}`.trim() };
};

interface Draft {
  readonly cues: VttCueBlock[];
  readonly styleSheets: string[];
  readonly regions: string[];
  readonly notes: string[];
}

/** Style sheets longer than this are not searched for an open rule again and again. */
const maxSheetLength = 20_000;

/** A style sheet with a blank line inside goes on in the next block. */
const hasOpenRule = (sheet = ''): boolean =>
  sheet.length < maxSheetLength && sheet.split('{').length > sheet.split('}').length;

const fileBlock = (block: readonly string[], firstLine: number, draft: Draft, log: ReadLog): void => {
  const arrow = block.findIndex((line) => line.includes('-->'));
  const [head = ''] = block;
  if (arrow === 0 || arrow === 1) {
    const line = firstLine + arrow;
    const timing = parseTiming(block[arrow] ?? '', line, log);
    if (timing === undefined) return;
    draft.cues.push({ line, id: arrow === 1 ? head : '', ...timing, payload: block.slice(arrow + 1).join('\n') });
  } else if (/^NOTE(?:[ \t]|$)/.test(head)) draft.notes.push(block.join('\n'));
  else if (/^STYLE[ \t]*$/.test(head)) draft.styleSheets.push(block.slice(1).join('\n'));
  else if (/^REGION[ \t]*$/.test(head)) draft.regions.push(block.slice(1).join(' '));
  else if (/^Region:/.test(head)) draft.regions.push(...block.map((line) => line.replace(/^Region:/, '')));
  else if (hasOpenRule(draft.styleSheets.at(-1))) {
    draft.styleSheets[draft.styleSheets.length - 1] += `\n${block.join('\n')}`;
    log.warn(firstLine, 'a blank line inside a STYLE block.');
  } else log.lose(firstLine, 'text that belongs to no cue.');
};

/** A second pair of times ends a block without a blank line, as the specification has it. */
const startsNewBlock = (block: readonly string[], line: string): boolean =>
  line.includes('-->') && block.some((earlier) => earlier.includes('-->'));

/** Cuts a file at its blank lines. Refuses what does not begin with `WEBVTT`. */
export function splitVttBlocks(text: string, log: ReadLog): VttBlocks {
  const lines = splitLines(text);
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) log.refuse(1, 'a WebVTT file begins with the word WEBVTT.');
  const draft: Draft = { cues: [], styleSheets: [], regions: [], notes: [] };
  let index = 1;
  const header = [lines[0] ?? ''];
  while (index < lines.length && lines[index] !== '' && lines[index]?.includes('-->') !== true) {
    header.push(lines[index++] ?? '');
  }
  // Without the blank line after the header, what stands over the first times is that cue's id.
  if (lines[index]?.includes('-->') === true && header.length > 1) {
    header.pop();
    index--;
  }
  let block: string[] = [];
  let first = index;
  const flush = (): void => {
    if (block.length > 0) fileBlock(block, first + 1, draft, log);
    block = [];
  };
  for (; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '' || startsNewBlock(block, line)) flush();
    if (line === '') continue;
    if (block.length === 0) first = index;
    block.push(line);
  }
  flush();
  return { header, ...draft };
}
