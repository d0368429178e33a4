import type { Segment } from '../contracts/transcript.js';
import { Transcript } from '../contracts/transcript.js';
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

/**
 * What a person says is spoken: a transcript of ours, any subtitle format, or plain text (one utterance a line, times
 * unknown: start and end 0). Fails with `transcript-invalid` naming the line.
 */
export function parseBroughtTranscript({ bytes, name, language }: BroughtFile): Transcript {
  const own = parseOwn(bytes);
  if (own !== undefined) return { ...own, language };
  const document = readSubtitles(bytes, { fileName: name, language });
  const hasTimes = document.format !== 'txt';
  const separator = isUnspaced(language) ? '' : ' ';
  const segments = document.cues
    .map((cue) => ({
      ...cue,
      text: cueText(cue)
        .replace(/\s*\n\s*/g, separator)
        .trim(),
    }))
    .filter((cue) => cue.text !== '')
    .map(
      ({ text, speaker, startMs, endMs }, index): Segment => ({
        id: `seg_${String(index + 1).padStart(4, '0')}`,
        startMs: hasTimes ? startMs : 0,
        endMs: hasTimes ? endMs : 0,
        text,
        words: [],
        ...(speaker === undefined ? {} : { speaker }),
      }),
    );
  if (segments.length === 0) throw new PipelineError('transcript-invalid', `${name} holds no text.`);
  return { language, segments };
}

/** Our own transcript format, when it is that. */
function parseOwn(bytes: Uint8Array): Transcript | undefined {
  try {
    const parsed = Transcript.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // not JSON: some other format
  }
}
