import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';

/** A stretch of the file given to the recognizer as one utterance, in ms. */
export interface Chunk {
  readonly startMs: number;
  readonly endMs: number;
}

/** The recognizer normalises over a chunk: below five seconds it mishears more, over half a minute its search slows. */
const MIN_CHUNK_MS = 5000;
const MAX_CHUNK_MS = 25_000;
/** A pause this long ends a chunk that is long enough. */
const BREAK_MS = 500;
/** Silence longer than this is not worth hearing. */
const SKIP_MS = 3000;
const EDGE_MS = 250;

const lengthOf = (chunk: Chunk): number => chunk.endMs - chunk.startMs;

function endsChunk(chunk: Chunk, next: SpeechRegion): boolean {
  const pauseMs = next.startMs - chunk.endMs;
  if (next.endMs - chunk.startMs > MAX_CHUNK_MS || pauseMs > SKIP_MS) return true;
  return lengthOf(chunk) >= MIN_CHUNK_MS && pauseMs >= BREAK_MS;
}

/** Widens a chunk into the silence around it, up to halfway to its neighbours, so that it reaches the least length. */
function widen(chunk: Chunk, earliestMs: number, latestMs: number): Chunk {
  const wantedMs = Math.max(EDGE_MS, (MIN_CHUNK_MS - lengthOf(chunk)) / 2);
  const startMs = Math.max(earliestMs, chunk.startMs - wantedMs);
  return { startMs, endMs: Math.min(latestMs, Math.max(chunk.endMs + wantedMs, startMs + MIN_CHUNK_MS)) };
}

/** Cuts speech without a pause into parts of the greatest length at most. */
function splitLong(region: SpeechRegion): readonly SpeechRegion[] {
  const parts = Math.ceil((region.endMs - region.startMs) / MAX_CHUNK_MS);
  const stepMs = (region.endMs - region.startMs) / parts;
  return Array.from({ length: parts }, (_, at) => ({
    startMs: region.startMs + at * stepMs,
    endMs: region.startMs + (at + 1) * stepMs,
  }));
}

/** Groups speech into chunks of 5 to 25 s that begin and end in silence; long silence is left out. */
export function planChunks(regions: readonly SpeechRegion[], durationMs: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (const region of regions.flatMap(splitLong)) {
    const open = chunks.at(-1);
    if (open === undefined || endsChunk(open, region)) chunks.push(region);
    else chunks[chunks.length - 1] = { startMs: open.startMs, endMs: region.endMs };
  }
  return chunks.map((chunk, at) => {
    const before = chunks[at - 1]?.endMs;
    const after = chunks[at + 1]?.startMs;
    const earliestMs = before === undefined ? 0 : (before + chunk.startMs) / 2;
    const latestMs = after === undefined ? durationMs : (chunk.endMs + after) / 2;
    return widen(chunk, earliestMs, latestMs);
  });
}
