import type { Cue } from '../../model/cue.js';
import type { SubtitleDocument } from '../../model/subtitle-document.js';
import { unmarkDirection } from '../shared/direction-marks.js';
import type { ReadLog } from '../shared/read-log.js';
import { parseVttRegion } from './parse-vtt-region.js';
import { parseVttSettings } from './parse-vtt-settings.js';
import { parseVttText } from './parse-vtt-text.js';
import { splitVttBlocks, type VttCueBlock } from './split-vtt-blocks.js';

/** A voice that speaks the whole cue is the cue's speaker, not a style of its runs. */
const liftVoice = (lines: Cue['lines']): Pick<Cue, 'lines' | 'speaker'> => {
  const spans = lines.flat().filter((span) => span.text !== '');
  const voice = spans[0]?.voice;
  if (voice === undefined || spans.some((span) => span.voice !== voice)) return { lines };
  return { speaker: voice, lines: lines.map((line) => line.map(({ voice: _, ...span }) => span)) };
};

const toCue = (block: VttCueBlock, log: ReadLog): Cue => {
  const { placement, ignored } = parseVttSettings(block.settings);
  for (const setting of ignored) log.warn(block.line, `the cue setting "${setting.slice(0, 40)}" is not valid.`);
  if (block.payload.trim() === '') log.warn(block.line, 'the cue has no text.');
  return {
    ...(block.id === '' ? {} : { id: block.id }),
    startMs: block.startMs,
    endMs: block.endMs,
    ...liftVoice(parseVttText(block.payload).map(unmarkDirection)),
    ...(Object.keys(placement).length === 0 ? {} : { placement }),
  };
};

/**
 * Reads WebVTT by the specification, regions, styles, notes and cue settings included; times written loosely are
 * accepted with a warning. Fails with `transcript-invalid` naming the line where text would be lost.
 */
export function readVtt(text: string, log: ReadLog): SubtitleDocument {
  const blocks = splitVttBlocks(text, log);
  const headerRegions = blocks.header.filter((line) => line.startsWith('Region:')).map((line) => line.slice(7));
  const regions = [...headerRegions, ...blocks.regions].map(parseVttRegion).filter((region) => region !== undefined);
  const language = /^Language:\s*(\S+)/m.exec(blocks.header.join('\n'))?.[1];
  const title = (blocks.header[0] ?? '').slice('WEBVTT'.length).trim().replace(/^-\s*/, '');
  return {
    format: 'vtt',
    cues: blocks.cues.map((block) => toCue(block, log)),
    ...(language === undefined ? {} : { language }),
    ...(title === '' ? {} : { title }),
    ...(regions.length === 0 ? {} : { regions }),
    ...(blocks.styleSheets.length === 0 ? {} : { styleSheets: blocks.styleSheets }),
    ...(blocks.notes.length === 0 ? {} : { notes: blocks.notes }),
    warnings: log.warnings,
  };
}
