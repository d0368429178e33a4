import { PipelineError } from '../errors/pipeline-error.js';
import { cueText } from '../subtitles/model/cue-text.js';
import { readSubtitles } from '../subtitles/read-subtitles.js';
import { isUnspaced } from '../subtitles/words/word-breaks.js';

export interface BroughtFile {
  readonly bytes: Uint8Array;
  /** File name, for its ending. */
  readonly name: string;
  readonly language: string;
}

/** One utterance a person brought. Times in ms; start and end are 0 where the file has none. */
export interface BroughtLine {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker?: string;
  /** Other wordings, best first. */
  readonly alternatives?: readonly string[];
}

/** The utterances of a subtitle, table or text a person brought. Fails with `transcript-invalid` naming the line. */
export function readBroughtLines({ bytes, name, language }: BroughtFile): readonly BroughtLine[] {
  const document = readSubtitles(bytes, { fileName: name, language });
  const hasTimes = document.format !== 'txt';
  const separator = isUnspaced(language) ? '' : ' ';
  const lines = document.cues
    .map((cue): BroughtLine => {
      const { startMs, endMs, speaker, alternatives } = cue;
      return {
        startMs: hasTimes ? startMs : 0,
        endMs: hasTimes ? endMs : 0,
        text: cueText(cue)
          .replace(/\s*\n\s*/g, separator)
          .trim(),
        ...(speaker === undefined ? {} : { speaker }),
        ...(alternatives === undefined ? {} : { alternatives }),
      };
    })
    .filter(({ text }) => text !== '');
  if (lines.length === 0) throw new PipelineError('transcript-invalid', `${name} holds no text.`);
  return lines;
}
