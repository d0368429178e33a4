import type { Cue } from '../../model/cue.js';
import { lineText, plainLines } from '../../model/cue-text.js';
import type { SubtitleDocument } from '../../model/subtitle-document.js';
import type { ReadLog } from '../shared/read-log.js';
import { splitLines } from '../shared/split-lines.js';

/** Each paragraph of a plain text gets this long a place, in order, until it is timed by speech. */
const placeholderMs = 2000;

/** Reads plain text: one cue a paragraph, without times of its own (two seconds each, in order). */
export function readTxt(text: string, log: ReadLog): SubtitleDocument {
  const paragraphs = splitLines(text)
    .join('\n')
    .split(/\n[ \t]*\n+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const cues = paragraphs.map(
    (part, index): Cue => ({
      startMs: index * placeholderMs,
      endMs: (index + 1) * placeholderMs,
      lines: plainLines(part),
    }),
  );
  if (cues.length > 0) log.warn(1, 'plain text holds no times; two seconds are taken for each paragraph.');
  return { format: 'txt', cues, warnings: log.warnings };
}

/** Writes the words alone: a paragraph a cue, the speaker's name before it where it changes. */
export function writeTxt(cues: readonly Cue[]): string {
  let speaking: string | undefined;
  const paragraphs = cues.map((cue) => {
    const isNew = cue.speaker !== undefined && cue.speaker !== speaking;
    speaking = cue.speaker ?? speaking;
    return `${isNew ? `${cue.speaker}: ` : ''}${cue.lines.map(lineText).join('\n')}`;
  });
  return `${paragraphs.join('\n\n')}\n`;
}
