import type { Cue } from '../model/cue.js';
import { defaultFrameRate, type FrameRate } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { checkSubtitles, summarize } from '../qc/check-subtitles.js';
import type { QcReport } from '../qc/qc-report.js';
import { condense } from './condense.js';
import { buildCueProblem, type CueProblem } from './cue-problem.js';
import type { CueSegment } from './cue-segment.js';
import { tokensOfSegments } from './cue-token.js';
import { emitCues } from './emit-cues.js';
import { judgeSolution } from './judge-solution.js';
import { type SolvedCue, solveCues } from './solve-cues.js';

/** What is to be cued and how. Times and cuts in ms. */
export interface CueTranscriptParams {
  readonly segments: readonly CueSegment[];
  /** BCP-47 tag of the text. */
  readonly language: string;
  readonly profile: SubtitleProfile;
  readonly shotsMs?: readonly number[] | undefined;
  readonly frameRate?: FrameRate | undefined;
  readonly videoDurationMs?: number | undefined;
}

/** The cues, and how they stand against the profile. */
export interface CuedTranscript {
  readonly cues: readonly Cue[];
  readonly report: QcReport;
}

interface Attempt extends CuedTranscript {
  readonly problem: CueProblem;
  readonly solved: readonly SolvedCue[];
}

const attemptCues = (params: CueTranscriptParams): Attempt => {
  const { segments, language, profile, shotsMs = [], frameRate = defaultFrameRate, videoDurationMs } = params;
  const tokens = tokensOfSegments({ segments, language, profile });
  const problem = buildCueProblem({ tokens, profile, frameRate, shotsMs, videoDurationMs });
  const solved = solveCues(problem);
  const cues = emitCues({ tokens, profile, frameRate }, solved);
  const checked = checkSubtitles({ cues, profile, language, shotsMs, frameRate, videoDurationMs });
  const report = summarize({ profile, language }, judgeSolution(problem, solved, checked.cues));
  return { cues, report, problem, solved };
};

/**
 * Turns spoken segments into subtitles: where cues and lines break, when each starts and ends, chosen in one search
 * that weighs reading speed, gaps, cuts, sync and language. No text is lost or invented. Where words cannot be read at
 * their speed the text is shortened only if the profile allows, and the report lists it.
 */
export function cueTranscript(params: CueTranscriptParams): CuedTranscript {
  const first = attemptCues(params);
  if (!params.profile.mayCondense) return { cues: first.cues, report: first.report };
  const tooFast = new Set<number>();
  for (const [index, cue] of first.report.cues.entries()) {
    if (!cue.results.some((result) => result.rule === 'reading-speed' && !result.pass)) continue;
    const { from, to } = first.solved[index] ?? { from: 0, to: 0 };
    for (const token of first.problem.tokens.slice(from, to)) tooFast.add(token.segment);
  }
  const { segments, condensed } = condense({ segments: params.segments, language: params.language, only: tooFast });
  if (condensed.length === 0) return { cues: first.cues, report: first.report };
  const second = attemptCues({ ...params, segments });
  return { cues: second.cues, report: { ...second.report, condensed } };
}
