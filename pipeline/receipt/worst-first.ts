import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { segmentScore } from './segment-score.js';

/** The segments that most want a person's ear, worst first; those without a dub come last, in time order. */
export function worstFirst(segments: readonly ReceiptSegment[]): readonly ReceiptSegment[] {
  return segments.toSorted(
    (a, b) => (segmentScore(a) ?? 2) - (segmentScore(b) ?? 2) || a.originalStartMs - b.originalStartMs,
  );
}
