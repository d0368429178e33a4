import { basename } from 'node:path';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { findLanguage } from '../../pipeline/languages/find-language.js';
import type { SubtitleDocument } from '../../pipeline/subtitles/model/subtitle-document.js';
import { readSubtitles } from '../../pipeline/subtitles/read-subtitles.js';
import { type CommandOptions, readInput } from './command-options.js';

/** A subtitle file and the language it is in. */
export interface LoadedSubtitles {
  readonly document: SubtitleDocument;
  readonly language: string;
}

/** `film.pt-BR.sdh.srt` names its language in one of its parts. */
const languageInName = (path: string): string | undefined =>
  basename(path)
    .split('.')
    .slice(1, -1)
    .reverse()
    .find((part) => /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(part) && findLanguage(part) !== undefined);

/** Reads a file with what the command line says about it. Fails with `language-unknown` when no language is known. */
export async function loadSubtitles(path: string, options: CommandOptions): Promise<LoadedSubtitles> {
  const bytes = await readInput(path);
  const named = options.language ?? languageInName(path);
  if (options.language !== undefined && findLanguage(options.language) === undefined) {
    throw new PipelineError('language-unknown', `"${options.language}" is not a language of the catalogue.`);
  }
  const document = readSubtitles(bytes, {
    fileName: path,
    format: options.from,
    encoding: options.encoding,
    language: named,
    recover: options.recover,
  });
  return { document, language: named ?? document.language ?? 'en' };
}
