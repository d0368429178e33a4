import type { Segment } from '../contracts/transcript.js';
import { Transcript } from '../contracts/transcript.js';
import { type BroughtFile, readBroughtLines } from './read-brought-lines.js';

/**
 * What a person says is spoken: a transcript of ours, any subtitle format, or plain text (one utterance a line, times
 * unknown: start and end 0). Fails with `transcript-invalid` naming the line.
 */
export function parseBroughtTranscript({ bytes, name, language }: BroughtFile): Transcript {
  const own = parseOwn(bytes);
  if (own !== undefined) return { ...own, language };
  const segments = readBroughtLines({ bytes, name, language }).map(
    ({ alternatives: _, ...line }, index): Segment => ({
      id: `seg_${String(index + 1).padStart(4, '0')}`,
      ...line,
      words: [],
    }),
  );
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
