import { PipelineError } from '../errors/pipeline-error.js';
import { decodeText } from './encoding/decode-text.js';
import { readAss } from './formats/ass/read-ass.js';
import { detectFormat } from './formats/detect-format.js';
import { createReadLog, type ReadLog } from './formats/shared/read-log.js';
import { readSrt } from './formats/srt/read-srt.js';
import { readCsv } from './formats/tables/csv-subtitles.js';
import { readJson } from './formats/tables/json-subtitles.js';
import { readTxt } from './formats/tables/txt-subtitles.js';
import { readTtml } from './formats/ttml/read-ttml.js';
import { readVtt } from './formats/vtt/read-vtt.js';
import type { SubtitleDocument, SubtitleFormat } from './model/subtitle-document.js';

/** What is known about the file beforehand; everything may be left out. */
export interface ReadSubtitlesOptions {
  readonly format?: SubtitleFormat | undefined;
  readonly fileName?: string | undefined;
  /** WHATWG label such as `windows-1251`. */
  readonly encoding?: string | undefined;
  /** Helps to tell code pages apart. */
  readonly language?: string | undefined;
  /** Leave out what cannot be read and warn, as players do, instead of failing on it. */
  readonly recover?: boolean | undefined;
}

/** Files above this are no subtitles: a three-hour film's are under one megabyte. */
export const maxSubtitleBytes = 32 * 1024 * 1024;

const readers: Readonly<Record<SubtitleFormat, (text: string, log: ReadLog) => SubtitleDocument>> = {
  srt: readSrt,
  vtt: readVtt,
  ass: readAss,
  ttml: readTtml,
  json: readJson,
  csv: readCsv,
  txt: readTxt,
};

/**
 * Reads a subtitle file in any of the formats and any usual encoding; format and encoding are found out where not given.
 * Fails with `transcript-invalid` naming the line where text would be lost, or when the file is too large.
 * @example readSubtitles(bytes, { fileName: 'film.es.srt', language: 'es' }).cues
 */
export function readSubtitles(bytes: Uint8Array, options: ReadSubtitlesOptions = {}): SubtitleDocument {
  if (bytes.length > maxSubtitleBytes) {
    throw new PipelineError(
      'transcript-invalid',
      `The subtitle file has ${bytes.length} bytes; ${maxSubtitleBytes} are allowed.`,
    );
  }
  const { text, encoding } = decodeText(bytes, options);
  const format = options.format ?? detectFormat(text, options.fileName);
  const document = readers[format](text, createReadLog(format, options.recover === true));
  return { ...document, encoding };
}
