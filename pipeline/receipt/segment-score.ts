import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { receiptTargets } from './receipt-targets.js';

/** What each fault takes off a score that starts at the segment's overlap. */
const FAULT = 0.25;
const GRAVE_FAULT = 0.55;

/** 0 (worst) … 1: the verified confidence, or else the timing alone; undefined for a segment that has no dub to judge. */
export function segmentScore(segment: ReceiptSegment): number | undefined {
  if (segment.confidence !== undefined) return segment.confidence;
  if (segment.startMs === undefined) return undefined;
  const isLate = Math.abs(segment.onsetErrorMs ?? 0) > receiptTargets.onsetErrorP95Ms;
  const faults = (isLate ? FAULT : 0) + rateFault(segment.rate ?? 1) + FAULT * (segment.findings?.length ?? 0);
  return Math.max(0, (segment.overlap ?? 1) - faults);
}

function rateFault(rate: number): number {
  if (rate > receiptTargets.hardRate) return GRAVE_FAULT;
  return rate > receiptTargets.naturalRateMax || rate < receiptTargets.naturalRateMin ? FAULT : 0;
}
