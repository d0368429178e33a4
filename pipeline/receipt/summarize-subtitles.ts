import { maxReceiptSubtitleRows, type ReceiptSubtitles } from '../contracts/receipt-subtitles.js';
import type { QcReport, RuleResult } from '../subtitles/qc/qc-report.js';

/** Which set of subtitles a report is about. */
export interface SummarizeSubtitlesParams {
  readonly track: ReceiptSubtitles['track'];
  readonly report: QcReport;
}

/** A report small enough for a receipt: every rule counted, the worst failures and the first condensations told. */
export function summarizeSubtitles({ track, report }: SummarizeSubtitlesParams): ReceiptSubtitles {
  const { profile, audience, cueCount, failureCount, impossibleCount, condensed = [] } = report;
  return {
    track,
    profile,
    audience,
    cueCount,
    failureCount,
    impossibleCount,
    rules: countRules(report),
    worst: worstOf(report),
    condensedCount: condensed.length,
    condensed: condensed.slice(0, maxReceiptSubtitleRows),
  };
}

function countRules({ rules, cues }: QcReport): ReceiptSubtitles['rules'] {
  const failures = cues.flatMap(({ results }) => results.filter(({ pass }) => !pass));
  const advice = new Set(
    cues.flatMap(({ results }) => results.filter(({ isAdvice }) => isAdvice).map(({ rule }) => rule)),
  );
  return rules.map(({ rule, checked, failed }) => ({
    rule,
    passed: checked - failed,
    failed,
    impossible: failures.filter((result) => result.rule === rule && result.impossible !== undefined).length,
    ...(advice.has(rule) && { isAdvice: true }),
  }));
}

function worstOf({ cues }: QcReport): ReceiptSubtitles['worst'] {
  const failures = cues.flatMap(({ index: cue, startMs, endMs, results }) =>
    results
      .filter(({ pass, isAdvice }) => !pass && isAdvice !== true)
      .map(({ rule, value, limit, unit, impossible }) => ({
        ...{ cue, startMs, endMs, rule, value, limit, unit },
        ...(impossible === undefined ? {} : { impossible }),
      })),
  );
  const isAvoidable = ({ impossible }: { readonly impossible?: string | undefined }) =>
    Number(impossible === undefined);
  return failures
    .sort((a, b) => isAvoidable(b) - isAvoidable(a) || excess(b) - excess(a))
    .slice(0, maxReceiptSubtitleRows);
}

/** How far a value is from its limit, as a share of the limit, so that units can be compared; 0 where it is not a number. */
function excess({ value, limit }: Pick<RuleResult, 'value' | 'limit'>): number {
  if (typeof value !== 'number' || typeof limit !== 'number') return 0;
  return Math.abs(value - limit) / Math.max(1, Math.abs(limit));
}
