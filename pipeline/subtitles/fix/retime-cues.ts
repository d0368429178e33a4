import { buildCueProblem } from '../cueing/cue-problem.js';
import type { CueToken } from '../cueing/cue-token.js';
import { solveCues } from '../cueing/solve-cues.js';
import type { Cue } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';
import { type FrameRate, toFrame, toMs } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { columnsOf } from '../words/visible-length.js';

/** What cues are timed by. */
export interface RetimeContext {
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
  readonly shotsMs: readonly number[];
  readonly videoDurationMs: number | undefined;
}

const tokenOf = (cue: Cue, segment: number, { profile, frameRate }: RetimeContext): CueToken => ({
  text: '',
  spaceBefore: false,
  startMs: toMs(toFrame(Math.max(0, cue.startMs), frameRate), frameRate),
  endMs: toMs(toFrame(Math.max(0, cue.endMs), frameRate), frameRate),
  columns: cue.lines.reduce((sum, line) => sum + columnsOf(lineText(line), profile.isFullWidth), 0),
  segment,
  speaker: undefined,
  breakCost: 0,
  endsCue: true,
});

/** The time a frame stands for; the cue's own time where that is the same frame, so that nothing moves in vain. */
const timeOf = (frame: number, ownMs: number, frameRate: FrameRate): number =>
  toFrame(ownMs, frameRate) === frame ? ownMs : toMs(frame, frameRate);

/**
 * Times for cues whose words are settled: the search that makes cues, with each cue as one word. A cue that is legal
 * where it stands stays there.
 */
export function retimeCues(cues: readonly Cue[], context: RetimeContext): Cue[] {
  const ordered = [...cues].sort((a, b) => a.startMs - b.startMs);
  const tokens = ordered.map((cue, index) => tokenOf(cue, index, context));
  const problem = buildCueProblem({ tokens, ...context });
  const solved = solveCues({
    ...problem,
    limits: { ...problem.limits, tail: 0, charsPerLine: Number.POSITIVE_INFINITY },
  });
  return ordered.map((cue, index) => {
    const times = solved[index];
    if (times === undefined) return cue;
    const startMs = timeOf(times.start, cue.startMs, context.frameRate);
    return { ...cue, startMs, endMs: timeOf(times.end, cue.endMs, context.frameRate) };
  });
}
