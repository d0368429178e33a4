import type { Cue } from '../../model/cue.js';
import type { SubtitleDocument } from '../../model/subtitle-document.js';
import { unmarkDirection } from '../shared/direction-marks.js';
import type { ReadLog } from '../shared/read-log.js';
import { splitLines } from '../shared/split-lines.js';
import { parseSrtText } from './parse-srt-text.js';

const time = String.raw`(?:(\d{1,4})\s*:\s*)?(\d{1,3})\s*:\s*(\d{1,2})(?:\s*[,.:;]\s*(\d{1,9}))?`;
const timing = new RegExp(String.raw`^\s*${time}\s*-{1,2}\s*>\s*${time}(?:\s.*)?$`);

/** A time out of the four groups of {@link timing}; fractions are read as fractions, so `41,04` is 40 ms. */
const msOf = (hours?: string, minutes?: string, seconds?: string, fraction = '0'): number =>
  (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 +
  Number(seconds ?? 0) * 1000 +
  Math.round(Number(`0.${fraction}`) * 1000);

interface Block {
  readonly line: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly id: string | undefined;
  readonly text: string[];
}

const toCue = ({ startMs, endMs, id, text, line }: Block, log: ReadLog): Cue => {
  if (endMs < startMs) log.lose(line, 'the cue ends before it starts.');
  const kept = text.filter((part) => part.trim() !== '').map((part) => part.trimEnd());
  if (kept.length === 0) log.warn(line, 'the cue has no text.');
  const { lines, placement } = parseSrtText(kept.join('\n'));
  return {
    ...(id === undefined ? {} : { id }),
    startMs,
    endMs,
    lines: lines.map(unmarkDirection),
    ...(placement === undefined ? {} : { placement }),
  };
};

const isIndex = (line: string | undefined): boolean => /^\s*\d{1,9}\s*$/.test(line ?? '');
const isBlank = (line: string | undefined): boolean => (line ?? '').trim() === '';

const blocksOf = (lines: readonly string[], log: ReadLog): Block[] => {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const match = line.includes('>') ? timing.exec(line) : null;
    if (match === null) {
      if (/\d\s*-->|-->\s*\d/.test(line))
        log.lose(index + 1, 'not a pair of times like 00:00:01,000 --> 00:00:02,000.');
      const open = blocks.at(-1);
      if (open !== undefined) open.text.push(line);
      else if (!isBlank(line) && !isIndex(line)) log.lose(index + 1, 'text before the first pair of times.');
      continue;
    }
    const open = blocks.at(-1);
    // The number belongs to the cue that follows it, not to the text of the one before.
    const hasId =
      isIndex(lines[index - 1]) && (open === undefined || open.text.length !== 1 || isBlank(lines[index - 2]));
    if (hasId && open !== undefined) open.text.pop();
    blocks.push({
      line: index + 1,
      startMs: msOf(match[1], match[2], match[3], match[4]),
      endMs: msOf(match[5], match[6], match[7], match[8]),
      id: hasId ? lines[index - 1]?.trim() : undefined,
      text: [],
    });
  }
  return blocks;
};

/**
 * Reads SubRip. Forgiven: missing numbers, points for commas, one-digit fields, missing blank lines, unclosed tags.
 * Fails with `transcript-invalid` naming the line where text would be lost.
 */
export function readSrt(text: string, log: ReadLog): SubtitleDocument {
  const lines = splitLines(text);
  const blocks = blocksOf(lines, log);
  if (blocks.length === 0 && lines.some((line) => !isBlank(line))) log.refuse(1, 'no cue found.');
  const cues = blocks.map((block) => toCue(block, log));
  return { format: 'srt', cues, warnings: log.warnings };
}
