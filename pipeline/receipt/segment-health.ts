import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { receiptTargets } from './receipt-targets.js';
import { segmentScore } from './segment-score.js';

/** How a segment came out, for colours and order. */
export type Health = 'good' | 'fair' | 'bad' | 'unknown';

/** Judges a segment by its confidence, or by its timing where nobody listened to it. */
export function segmentHealth(segment: ReceiptSegment): Health {
  const score = segmentScore(segment);
  if (score === undefined) return 'unknown';
  if (score >= receiptTargets.goodConfidence) return 'good';
  return score >= receiptTargets.badConfidence ? 'fair' : 'bad';
}
