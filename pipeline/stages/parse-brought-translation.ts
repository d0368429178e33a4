import type { Segment, Transcript } from '../contracts/transcript.js';
import { type TranslatedSegment, Translation } from '../contracts/translation.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { type BroughtFile, type BroughtLine, readBroughtLines } from './read-brought-lines.js';

export interface BroughtTranslation extends BroughtFile {
  readonly transcript: Transcript;
}

/** A piece of the translation, before several are joined into one segment. */
type Piece = Pick<TranslatedSegment, 'text'> & { readonly alternatives?: readonly string[] | undefined };

/**
 * A translation a person brought, put on the segments of the transcript: by id when it is a translation of ours, line by
 * line for plain text, by time for subtitles (in order where they are the same lines). No text is dropped, nor are alternatives. Fails with `transcript-invalid`
 * when it cannot fit.
 */
export function parseBroughtTranslation({ bytes, name, language, transcript }: BroughtTranslation): Translation {
  const pieces = new Map<string, Piece[]>();
  const put = (id: string, piece: Piece) => pieces.set(id, [...(pieces.get(id) ?? []), piece]);
  const own = parseOwn(bytes);
  if (own !== undefined) for (const segment of own.segments) put(segment.id, segment);
  else {
    const lines = readBroughtLines({ bytes, name, language });
    const inOrder = isInStep(lines, transcript.segments) ? transcript.segments : [];
    for (const [index, line] of lines.entries())
      put(inOrder[index]?.id ?? targetOf(line, index, lines.length, { name, transcript }), line);
  }
  const unknown = [...pieces.keys()].find((id) => !transcript.segments.some((segment) => segment.id === id));
  if (unknown !== undefined)
    throw new PipelineError('transcript-invalid', `${name} names segment ${unknown}, which does not exist.`);
  return { language, segments: transcript.segments.map(({ id }) => ({ id, ...join(pieces.get(id) ?? []) })) };
}

/** How far a line's middle may lie from its segment's: aligning a transcript moves its times. In ms. */
const IN_STEP_MS = 2000;

/** Whether lines and segments are the same ones: as many, and each where the other is. Then their order says it best. */
function isInStep(lines: readonly BroughtLine[], segments: readonly Segment[]): boolean {
  return (
    lines.length === segments.length &&
    lines.every((line, index) => {
      const segment = segments[index];
      const apart = segment === undefined ? Infinity : line.startMs + line.endMs - segment.startMs - segment.endMs;
      return line.endMs > line.startMs && Math.abs(apart / 2) <= IN_STEP_MS;
    })
  );
}

/** Pieces in order; where one has fewer alternatives than another, its own text stands in for them. */
function join(pieces: readonly Piece[]): Omit<TranslatedSegment, 'id'> {
  const count = Math.max(0, ...pieces.map(({ alternatives = [] }) => alternatives.length));
  const alternatives = Array.from({ length: count }, (_, at) =>
    pieces.map(({ text, alternatives: others }) => others?.[at] ?? text).join(' '),
  );
  return { text: pieces.map(({ text }) => text).join(' '), ...(count > 0 && { alternatives }) };
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
  piece: BroughtLine,
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
function nearest(piece: BroughtLine, segments: readonly Segment[]): Segment {
  const closeness = (segment: Segment) =>
    Math.min(piece.endMs, segment.endMs) - Math.max(piece.startMs, segment.startMs);
  const [first, ...rest] = segments;
  if (first === undefined)
    throw new PipelineError('transcript-invalid', 'The transcript has no segments to translate.');
  return rest.reduce((best, segment) => (closeness(segment) > closeness(best) ? segment : best), first);
}
