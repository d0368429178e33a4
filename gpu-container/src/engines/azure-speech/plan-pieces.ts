import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';

/** A stretch of the file sent as one request, in ms. */
export interface Piece {
  readonly startMs: number;
  readonly endMs: number;
}

export interface PlanPiecesParams {
  readonly regions: readonly SpeechRegion[];
  readonly durationMs: number;
  readonly longestMs: number;
}

/** Nobody speaks for this long: the service is paid by the second, so it is not sent. */
const SKIP_MS = 10_000;
/** Kept on both sides of speech, so that a soft beginning is heard. */
const EDGE_MS = 500;

/**
 * Cuts the speech of a file into pieces within the service's limits, in silence: where a piece would be too long, in
 * the longest pause of its second half. Speech that never pauses for that long is cut where the limit falls.
 */
export function planPieces({ regions, durationMs, longestMs }: PlanPiecesParams): readonly Piece[] {
  const speechMs = longestMs - 2 * EDGE_MS;
  const pieces: Piece[] = [];
  for (const block of blocksOf(regions)) {
    for (let rest = block; rest.length > 0; ) {
      const { taken, left } = takePiece(rest, speechMs);
      pieces.push(taken);
      rest = left;
    }
  }
  return pieces.map((piece, at) => widen(piece, pieces[at - 1]?.endMs ?? 0, pieces[at + 1]?.startMs ?? durationMs));
}

/** Speech between long silences. */
function blocksOf(regions: readonly SpeechRegion[]): ReadonlyArray<readonly SpeechRegion[]> {
  const blocks: SpeechRegion[][] = [];
  for (const region of regions) {
    const open = blocks.at(-1);
    const before = open?.at(-1);
    if (open === undefined || before === undefined || region.startMs - before.endMs > SKIP_MS) blocks.push([region]);
    else open.push(region);
  }
  return blocks;
}

/** The first piece of some speech, and the speech that is left after it. */
function takePiece(
  regions: readonly SpeechRegion[],
  speechMs: number,
): { readonly taken: Piece; readonly left: readonly SpeechRegion[] } {
  const startMs = regions[0]?.startMs ?? 0;
  const endMs = regions.at(-1)?.endMs ?? 0;
  if (endMs - startMs <= speechMs) return { taken: { startMs, endMs }, left: [] };
  const cut =
    bestCut(regions, startMs + speechMs / 2, startMs + speechMs) ?? bestCut(regions, startMs, startMs + speechMs);
  if (cut !== undefined) {
    return { taken: { startMs, endMs: regions[cut - 1]?.endMs ?? endMs }, left: regions.slice(cut) };
  }
  const limitMs = startMs + speechMs;
  const left = regions.filter((region) => region.endMs > limitMs);
  return {
    taken: { startMs, endMs: limitMs },
    left: left.map((region) => ({ ...region, startMs: Math.max(region.startMs, limitMs) })),
  };
}

/** Index of the region after the longest pause that begins between two moments. */
function bestCut(regions: readonly SpeechRegion[], fromMs: number, toMs: number): number | undefined {
  let best: { readonly at: number; readonly pauseMs: number } | undefined;
  for (let at = 1; at < regions.length; at++) {
    const pauseFromMs = regions[at - 1]?.endMs ?? 0;
    const pauseMs = (regions[at]?.startMs ?? 0) - pauseFromMs;
    if (pauseFromMs < fromMs || pauseFromMs > toMs) continue;
    if (best === undefined || pauseMs > best.pauseMs) best = { at, pauseMs };
  }
  return best?.at;
}

/** Into the silence around a piece, at most halfway to the next one. */
function widen(piece: Piece, beforeMs: number, afterMs: number): Piece {
  return {
    startMs: Math.max(0, piece.startMs - Math.min(EDGE_MS, (piece.startMs - beforeMs) / 2)),
    endMs: piece.endMs + Math.min(EDGE_MS, Math.max(0, afterMs - piece.endMs) / 2),
  };
}
