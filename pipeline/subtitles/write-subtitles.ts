import { findLanguage } from '../languages/find-language.js';
import { type AssLook, writeAss } from './formats/ass/write-ass.js';
import { writeSrt } from './formats/srt/write-srt.js';
import { writeCsv } from './formats/tables/csv-subtitles.js';
import { writeJson } from './formats/tables/json-subtitles.js';
import { writeTxt } from './formats/tables/txt-subtitles.js';
import { writeTtml } from './formats/ttml/write-ttml.js';
import { writeVtt } from './formats/vtt/write-vtt.js';
import type { Cue } from './model/cue.js';
import type { FrameRate } from './model/frame-rate.js';
import type { SubtitleDocument, SubtitleFormat } from './model/subtitle-document.js';

/** What goes into the header of the file. */
export interface WriteSubtitlesOptions {
  /** BCP-47 tag of the text. */
  readonly language: string;
  readonly title?: string | undefined;
  readonly frameRate?: FrameRate | undefined;
  /** The document the cues were read from: its regions, styles and notes are written where the format holds them. */
  readonly source?: SubtitleDocument | undefined;
  /** The look of ASS; without one, white Noto Sans on 1920 × 1080. */
  readonly look?: AssLook | undefined;
}

/**
 * Writes cues in a format, as text to be stored in UTF-8. What the format cannot hold (styles in CSV, speakers in SRT)
 * is left out; everything else survives reading the file again.
 */
export function writeSubtitles(cues: readonly Cue[], format: SubtitleFormat, options: WriteSubtitlesOptions): string {
  const { language, frameRate, source, look } = options;
  const title = options.title ?? source?.title;
  switch (format) {
    case 'srt':
      return writeSrt(cues);
    case 'vtt': {
      const isVtt = source?.format === 'vtt';
      const kept = isVtt ? { styleSheets: source.styleSheets, notes: source.notes, regions: source.regions } : {};
      return writeVtt(cues, { language, title, ...kept });
    }
    case 'ass': {
      const kept = source?.format === 'ass' ? { assHeader: source.assHeader, notes: source.notes } : {};
      return writeAss(cues, { title, look, ...kept });
    }
    case 'ttml': {
      const direction = findLanguage(language)?.direction ?? 'ltr';
      const regions = source?.format === 'ttml' ? source.regions : undefined;
      return writeTtml(cues, { language, direction, title, frameRate, regions });
    }
    case 'json':
      return writeJson(cues, { language, title });
    case 'csv':
      return writeCsv(cues);
    case 'txt':
      return writeTxt(cues);
    default: {
      const unknown: never = format;
      return unknown;
    }
  }
}
