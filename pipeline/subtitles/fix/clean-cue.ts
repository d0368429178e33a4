import { dialogueMarks } from '../cueing/emit-cues.js';
import { isSameStyle } from '../formats/shared/span-builder.js';
import type { Cue, CueLine } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';
import type { Span } from '../model/span.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';

const controls = /[\p{Cc}\ufffd\ufeff\u2028\u2029]/gu;

const cleanText = (text: string, profile: SubtitleProfile): string => {
  const tidy = text.replace(/\t/g, ' ').replace(controls, '').replace(/ {2,}/g, ' ');
  return profile.usesEllipsisCharacter ? tidy.replace(/\.{3,}/g, '…').replace(/。{3,}/g, '……') : tidy;
};

const cleanSpan = (span: Span, profile: SubtitleProfile): Span => {
  const { italic, ...rest } = span;
  const text = cleanText(span.text, profile);
  return profile.allowsItalics && italic !== undefined ? { ...span, text } : { ...rest, text };
};

/** Trims a line's edges and the doubled spaces between its runs, and joins runs that have become alike. */
const tidyLine = (line: CueLine): Span[] => {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    const needsTrim = last === undefined || last.text.endsWith(' ');
    const text = needsTrim ? span.text.trimStart() : span.text;
    if (text === '') continue;
    if (last !== undefined && isSameStyle(last, span)) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ ...span, text });
  }
  const last = spans.at(-1);
  if (last !== undefined) spans[spans.length - 1] = { ...last, text: last.text.trimEnd() };
  return spans.filter((span) => span.text !== '');
};

const dash = /^[-‐‑–—]\s?(?=\S)/u;

const replaceStart = (line: readonly Span[], pattern: RegExp, mark: string): Span[] => {
  const [first, ...rest] = line;
  if (first === undefined) return [];
  return [{ ...first, text: mark + first.text.replace(pattern, '') }, ...rest];
};

/** Two lines of which the second opens with a dash are a dialogue: both get the marks of the profile. */
const markDialogue = (lines: Span[][], profile: SubtitleProfile): Span[][] => {
  const [first, second] = lines;
  if (lines.length !== 2 || first === undefined || second === undefined || !dash.test(lineText(second))) return lines;
  const [firstMark, secondMark] = dialogueMarks(profile);
  return [replaceStart(first, dash, firstMark), replaceStart(second, dash, secondMark)];
};

/** Whether a cue's lines are two speakers' and must not be joined. */
export const isDialogue = (lines: readonly CueLine[]): boolean =>
  lines.length === 2 && lines[1] !== undefined && dash.test(lineText(lines[1]));

/** Mends what can be mended inside one cue without moving words: spaces, control characters, ellipses, dashes. */
export function cleanCue(cue: Cue, profile: SubtitleProfile): Cue {
  const spans = cue.lines.map((line) => tidyLine(line.map((span) => cleanSpan(span, profile))));
  const lines = markDialogue(
    spans.filter((line) => line.length > 0),
    profile,
  );
  return { ...cue, lines: lines.length === 0 ? [[{ text: '' }]] : lines };
}
