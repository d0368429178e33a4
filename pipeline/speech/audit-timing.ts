import type { FittedSegment } from '../contracts/fit-plan.js';
import type { WeighedFinding } from './weighed-finding.js';

/** Speech outside this band sounds hurried or drawn out. */
const NATURAL_RATE = { least: 0.85, most: 1.2 } as const;
/** At this distance from the band, speech is hard to follow. */
const UNBEARABLE_RATE_EXCESS = 0.5;
const LATE_MS = 300;
const LOW_OVERLAP = 0.5;

/** What the timing of a dubbed line says against it. `others` are the lines around it. */
export function auditTiming(fitted: FittedSegment, others: readonly FittedSegment[]): WeighedFinding[] {
  const findings: WeighedFinding[] = [];
  const excess = Math.max(fitted.rate - NATURAL_RATE.most, NATURAL_RATE.least - fitted.rate);
  if (excess > 0.005) {
    const doubt = Math.min(0.6, 0.15 + (0.45 * excess) / UNBEARABLE_RATE_EXCESS);
    findings.push({
      kind: 'rate-unnatural',
      message: `Played ${fitted.rate.toFixed(2)} times as fast as spoken.`,
      doubt,
    });
  }
  if (Math.abs(fitted.onsetErrorMs) > LATE_MS) {
    const when = fitted.onsetErrorMs > 0 ? 'after' : 'before';
    const message = `Starts ${Math.round(Math.abs(fitted.onsetErrorMs))} ms ${when} the original.`;
    findings.push({ kind: 'late-onset', message, doubt: Math.min(0.4, Math.abs(fitted.onsetErrorMs) / 4000) });
  }
  if (fitted.overlap < LOW_OVERLAP) {
    const message = `Covers ${Math.round(fitted.overlap * 100)} % of the time the original was spoken.`;
    findings.push({ kind: 'low-overlap', message, doubt: 0.3 * (1 - fitted.overlap / LOW_OVERLAP) });
  }
  const rival = others.find(
    (other) => other.id !== fitted.id && other.startMs < fitted.endMs - 1 && fitted.startMs < other.endMs - 1,
  );
  if (rival !== undefined) {
    findings.push({ kind: 'overlapping', message: `Sounds at the same time as ${rival.id}.`, doubt: 0.3 });
  }
  return findings;
}
