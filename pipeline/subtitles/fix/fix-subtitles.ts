import type { Cue } from '../model/cue.js';
import { cueText } from '../model/cue-text.js';
import { defaultFrameRate } from '../model/frame-rate.js';
import { type CheckSubtitlesParams, checkSubtitles } from '../qc/check-subtitles.js';
import type { QcReport } from '../qc/qc-report.js';
import { cleanCue } from './clean-cue.js';
import { reflowCue } from './reflow-cue.js';
import { retimeCues } from './retime-cues.js';

/** The mended cues, how they stand now, and how they stood before. */
export interface FixedSubtitles {
  readonly cues: readonly Cue[];
  readonly report: QcReport;
  readonly before: QcReport;
  readonly isChanged: boolean;
}

/** Each round must mend something; this many are never needed and end any loop. */
const roundLimit = 12;

const mendOnce = (cues: readonly Cue[], params: CheckSubtitlesParams): Cue[] => {
  const { profile, language, shotsMs = [], frameRate = defaultFrameRate, videoDurationMs } = params;
  const spoken = cues.map((cue) => cleanCue(cue, profile)).filter((cue) => cueText(cue) !== '');
  const set = spoken.flatMap((cue) => reflowCue(cue, { profile, language, frameRate }));
  return retimeCues(set, { profile, frameRate, shotsMs, videoDurationMs });
};

/**
 * Repairs cues against a profile: text tidied, lines set anew, long cues split, times moved as little as makes them
 * legal. Words are never lost or invented; cues without any text are dropped. Repairing twice changes nothing more:
 * a round is kept only if it leaves fewer faults. What cannot be repaired stays and is in the report.
 */
export function fixSubtitles(params: CheckSubtitlesParams): FixedSubtitles {
  const before = checkSubtitles(params);
  let cues = params.cues;
  let report = before;
  for (let round = 0; round < roundLimit && report.failureCount > 0; round++) {
    const mended = mendOnce(cues, params);
    const checked = checkSubtitles({ ...params, cues: mended });
    if (checked.failureCount >= report.failureCount) break;
    cues = mended;
    report = checked;
  }
  return { cues, report, before, isChanged: cues !== params.cues };
}
