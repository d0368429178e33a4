import type { ReceiptSegment } from '../contracts/receipt-segment.js';

/** 0 (worst) … 1; undefined for a segment that has no dub to judge. */
export function segmentScore(segment: ReceiptSegment): number | undefined {
  if (segment.confidence !== undefined) return segment.confidence;
  if (segment.startMs === undefined) return undefined;
  const exceptions = 0.25 * (segment.exceptions?.length ?? 0);
  const findings = 0.25 * (segment.findings?.length ?? 0);
  return Math.max(0, Math.min(1, segment.overlap ?? 1) - exceptions - findings);
}
