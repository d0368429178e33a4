import { buildCueProblem } from '../cueing/cue-problem.js';
import type { CueToken } from '../cueing/cue-token.js';
import { splitLines } from '../cueing/line-split.js';
import { solveCues } from '../cueing/solve-cues.js';
import type { Cue } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';
import { type FrameRate, toMs } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { breakCostBetween, breakCosts } from '../words/break-cost.js';
import { functionWordsOf } from '../words/function-words.js';
import { columnsOf } from '../words/visible-length.js';
import { isDialogue } from './clean-cue.js';
import { lineOfWords, type StyledWord, styledWords } from './styled-words.js';

/** What a cue is set by. */
export interface ReflowContext {
  readonly profile: SubtitleProfile;
  readonly language: string;
  readonly frameRate: FrameRate;
}

/** Spreads a cue's time over its words by their width. */
const tokensOf = (cue: Cue, words: readonly StyledWord[], { profile, language }: ReflowContext): CueToken[] => {
  const widths = words.map((word) => columnsOf(word.text, profile.isFullWidth));
  const total = widths.reduce((sum, width) => sum + width, 0);
  const functionWords = functionWordsOf(language);
  const length = cue.endMs - cue.startMs;
  let done = 0;
  return words.map((word, index) => {
    const next = words[index + 1];
    const startMs = cue.startMs + (done / Math.max(total, 1)) * length;
    done += widths[index] ?? 0;
    const params = {
      isSpaced: next?.spaceBefore ?? false,
      capitalsAreNames: !/^de\b/.test(language),
      words: functionWords,
    };
    const breakCost =
      next === undefined ? breakCosts.sentence : breakCostBetween({ before: word.text, after: next.text, ...params });
    return {
      text: word.text,
      spaceBefore: word.spaceBefore,
      startMs,
      endMs: cue.startMs + (done / Math.max(total, 1)) * length,
      columns: widths[index] ?? 0,
      segment: 0,
      speaker: undefined,
      breakCost,
      endsCue: false,
    };
  });
};

const isTooWide = (cue: Cue, profile: SubtitleProfile): boolean =>
  cue.lines.length > profile.maxLines ||
  cue.lines.some((line) => columnsOf(lineText(line), profile.isFullWidth) > profile.charsPerLine);

/** Lines anew for a cue whose text fits; several cues, in the same time, for one whose text does not. */
export function reflowCue(cue: Cue, context: ReflowContext): Cue[] {
  const { profile, frameRate } = context;
  if (!isTooWide(cue, profile) || (isDialogue(cue.lines) && cue.lines.length <= profile.maxLines)) return [cue];
  const words = styledWords(cue, context.language);
  const tokens = tokensOf(cue, words, context);
  const problem = buildCueProblem({ tokens, profile, frameRate, shotsMs: [], videoDurationMs: undefined });
  const whole = splitLines(problem, 0, tokens.length);
  if (whole?.fits === true) {
    const cutAt = whole.secondLine === 0 ? words.length : whole.secondLine;
    const lines = [words.slice(0, cutAt), words.slice(cutAt)].filter((line) => line.length > 0).map(lineOfWords);
    return [{ ...cue, lines }];
  }
  const solved = solveCues(problem);
  if (solved.length < 2) return [cue];
  const { id, ...rest } = cue;
  return solved.map(({ from, to, secondLine }, index) => {
    const cutAt = secondLine === 0 ? to : secondLine;
    const lines = [words.slice(from, cutAt), words.slice(cutAt, to)].filter((line) => line.length > 0).map(lineOfWords);
    // Pieces share the cue's own time, in order; the timing pass that follows makes them legal.
    const startMs = index === 0 ? cue.startMs : Math.round(tokens[from]?.startMs ?? cue.startMs);
    const endMs =
      index === solved.length - 1
        ? cue.endMs
        : Math.round(tokens[to]?.startMs ?? cue.endMs) - toMs(profile.minGapFrames, frameRate);
    return {
      ...rest,
      ...(id !== undefined && index === 0 ? { id } : {}),
      startMs,
      endMs: Math.max(startMs, endMs),
      lines,
    };
  });
}
