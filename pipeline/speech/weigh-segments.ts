import type { FittedSegment } from '../contracts/fit-plan.js';
import type { VerifiedSegment } from '../contracts/verification.js';
import type { HeardLine } from './audit-hearing.js';
import type { WeighedFinding } from './weighed-finding.js';

export interface WeighSegmentsParams {
  readonly segments: readonly FittedSegment[];
  /** Findings by segment id. */
  readonly findings: ReadonlyMap<string, readonly WeighedFinding[]>;
  /** What a recognizer heard, by segment id. */
  readonly heard: ReadonlyMap<string, HeardLine>;
}

/** A dub's segments worst first, and the confidence in all of it. */
export interface WeighedSegments {
  readonly segments: VerifiedSegment[];
  /** Mean of the confidences weighted by length; 1 without segments. */
  readonly confidence: number;
}

/** Turns findings into one confidence per segment: independent doubts multiply. */
export function weighSegments({ segments, findings, heard }: WeighSegmentsParams): WeighedSegments {
  const weighed = segments.map((fitted): VerifiedSegment => {
    const line = heard.get(fitted.id);
    const own = [...(findings.get(fitted.id) ?? []), ...(line?.findings ?? [])].sort((a, b) => b.doubt - a.doubt);
    const confidence = own.reduce((trust, { doubt }) => trust * (1 - Math.max(0, Math.min(1, doubt))), 1);
    return {
      id: fitted.id,
      startMs: fitted.startMs,
      endMs: fitted.endMs,
      confidence: Math.round(confidence * 1000) / 1000,
      findings: own.map(({ kind, message }) => ({ kind, message })),
      ...(line === undefined ? {} : { heard: line.heard, wordErrorRate: line.wordErrorRate }),
    };
  });
  weighed.sort((a, b) => a.confidence - b.confidence || a.startMs - b.startMs);
  const lengths = weighed.map(({ startMs, endMs }) => Math.max(1, endMs - startMs));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const trusted = weighed.reduce((sum, { confidence }, i) => sum + confidence * (lengths[i] ?? 0), 0);
  return { segments: weighed, confidence: total === 0 ? 1 : Math.round((trusted / total) * 1000) / 1000 };
}
