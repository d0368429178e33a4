import type { Segment, Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { type BroughtFile, parseBroughtTranscript } from './parse-brought-transcript.js';

export interface BroughtTranslation extends BroughtFile {
  readonly transcript: Transcript;
}

/**
 * A translation a person brought, put on the segments of the transcript: by id when it is a translation of ours, line by
 * line for plain text, by time for subtitles. No text is dropped. Fails with `transcript-invalid` when it cannot fit.
 */
export function parseBroughtTranslation({ bytes, name, language, transcript }: BroughtTranslation): Translation {
  const own = parseOwn(bytes);
  const brought = own ? own.segments : parseBroughtTranscript({ bytes, name, language }).segments;
  const texts = new Map<string, string[]>();
  for (const [index, piece] of brought.entries()) {
    const target = own ? piece.id : targetOf(piece as Segment, index, brought.length, { name, transcript }); // not own: segments of a transcript
    texts.set(target, [...(texts.get(target) ?? []), piece.text]);
  }
  const unknown = [...texts.keys()].find((id) => !transcript.segments.some((segment) => segment.id === id));
  if (unknown !== undefined)
    throw new PipelineError('transcript-invalid', `${name} names segment ${unknown}, which does not exist.`);
  return {
    language,
    segments: transcript.segments.map(({ id }) => ({ id, text: (texts.get(id) ?? []).join(' ') })),
  };
}

function parseOwn(bytes: Uint8Array): Translation | undefined {
  try {
    const parsed = Translation.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // not JSON: some other format
  }
}

function targetOf(
  piece: Segment,
  index: number,
  count: number,
  { name, transcript }: Pick<BroughtTranslation, 'name' | 'transcript'>,
): string {
  const { segments } = transcript;
  if (piece.endMs <= piece.startMs) {
    const sameLine = segments[index];
    if (count === segments.length && sameLine !== undefined) return sameLine.id;
    throw new PipelineError(
      'transcript-invalid',
      `${name} has ${count} lines without times, but the transcript has ${segments.length} segments.`,
    );
  }
  return nearest(piece, segments).id;
}

/** The segment a timed piece shares most time with; without any, the one that is closest. */
function nearest(piece: Segment, segments: readonly Segment[]): Segment {
  const closeness = (segment: Segment) =>
    Math.min(piece.endMs, segment.endMs) - Math.max(piece.startMs, segment.startMs);
  const [first, ...rest] = segments;
  if (first === undefined)
    throw new PipelineError('transcript-invalid', 'The transcript has no segments to translate.');
  return rest.reduce((best, segment) => (closeness(segment) > closeness(best) ? segment : best), first);
}
