import type { Cue } from '../model/cue.js';
import { defaultFrameRate, type FrameRate } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import type { CueChecks, QcReport, QcRule, RuleResult } from './qc-report.js';
import { textRules } from './text-rules.js';
import { timingContext, timingRules } from './timing-rules.js';

/** The cues and what they are measured by. Cuts in ms; without a frame rate 25 is taken. */
export interface CheckSubtitlesParams {
  readonly cues: readonly Cue[];
  readonly profile: SubtitleProfile;
  readonly language: string;
  readonly shotsMs?: readonly number[] | undefined;
  readonly frameRate?: FrameRate | undefined;
  readonly videoDurationMs?: number | undefined;
}

/** Sums the checks of all cues up into one report. */
export function summarize(
  { profile, language }: Pick<CheckSubtitlesParams, 'profile' | 'language'>,
  cues: CueChecks[],
): QcReport {
  const tally = new Map<QcRule, { checked: number; failed: number }>();
  let failureCount = 0;
  let impossibleCount = 0;
  for (const { results } of cues) {
    for (const result of results) {
      const row = tally.get(result.rule) ?? { checked: 0, failed: 0 };
      tally.set(result.rule, { checked: row.checked + 1, failed: row.failed + (result.pass ? 0 : 1) });
      if (result.pass || result.isAdvice === true) continue;
      failureCount++;
      if (result.impossible !== undefined) impossibleCount++;
    }
  }
  return {
    profile: profile.id,
    audience: profile.audience,
    language,
    cueCount: cues.length,
    failureCount,
    impossibleCount,
    rules: [...tally].map(([rule, counts]) => ({ rule, ...counts })),
    cues,
  };
}

/** Checks every rule of the profile on every cue. Never throws: a cue that makes no sense fails its rules. */
export function checkSubtitles(params: CheckSubtitlesParams): QcReport {
  const { cues, profile, language, shotsMs = [], frameRate = defaultFrameRate, videoDurationMs } = params;
  const context = timingContext({ profile, frameRate, shotsMs, videoDurationMs });
  const checks = cues.map((cue, index): CueChecks => {
    const timing: RuleResult[] = timingRules({ cue, previous: cues[index - 1], next: cues[index + 1] }, context);
    const results = [...timing, ...textRules({ cue, profile, language })];
    return { index: index + 1, startMs: cue.startMs, endMs: cue.endMs, results };
  });
  return summarize({ profile, language }, checks);
}
