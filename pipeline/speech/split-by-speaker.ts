import type { Segment } from '../contracts/transcript.js';
import type { Word } from '../contracts/word.js';

export interface SplitBySpeakerParams {
  readonly segment: Segment;
  /** Speaker of every word in order; one entry for a segment without words. */
  readonly speakers: readonly string[];
}

/** A part of a segment shorter than this is rather a slip of the analysis than a turn, in ms. */
const SHORTEST_TURN_MS = 500;

/**
 * Gives a segment its speaker, or splits it between words where the speaker changes. The first part keeps the id, later
 * ones are named after it (`seg_0007-2`), so that edits elsewhere survive.
 */
export function splitBySpeaker({ segment, speakers }: SplitBySpeakerParams): Segment[] {
  const runs = joinShortRuns(runsOf(segment, speakers));
  const [only] = runs;
  if (only === undefined || runs.length === 1) return [withSpeaker(segment, only?.speaker ?? speakers[0])];
  const texts = textsOf(segment);
  let first = 0;
  return runs.map(({ speaker, words }, index) => {
    const from = first;
    first += words.length;
    return {
      id: index === 0 ? segment.id : `${segment.id}-${index + 1}`,
      speaker,
      startMs: index === 0 ? segment.startMs : (words[0]?.startMs ?? segment.startMs),
      endMs: index === runs.length - 1 ? segment.endMs : (words.at(-1)?.endMs ?? segment.endMs),
      text: texts.slice(from, first).join(' '),
      words: [...words],
    };
  });
}

interface Run {
  readonly speaker: string;
  readonly words: readonly Word[];
}

function runsOf(segment: Segment, speakers: readonly string[]): Run[] {
  const runs: Run[] = [];
  segment.words.forEach((word, i) => {
    const speaker = speakers[i] ?? '';
    const last = runs.at(-1);
    if (last?.speaker === speaker) runs[runs.length - 1] = { speaker, words: [...last.words, word] };
    else runs.push({ speaker, words: [word] });
  });
  return runs;
}

/** Gives the shortest run to its longer neighbour until every run is long enough. */
function joinShortRuns(runs: readonly Run[]): Run[] {
  const left = [...runs];
  for (;;) {
    const shortest = left.reduce((best, run, i) => (durationOf(run) < durationOf(left[best]) ? i : best), 0);
    if (left.length < 2 || durationOf(left[shortest]) >= SHORTEST_TURN_MS) return left;
    const into = durationOf(left[shortest - 1]) >= durationOf(left[shortest + 1]) ? shortest - 1 : shortest + 1;
    const speaker = left[into]?.speaker ?? '';
    const words = left.slice(Math.min(into, shortest), Math.max(into, shortest) + 1).flatMap((run) => [...run.words]);
    left.splice(Math.min(into, shortest), 2, { speaker, words });
    joinEqualNeighbours(left);
  }
}

function joinEqualNeighbours(runs: Run[]): void {
  for (let i = runs.length - 1; i > 0; i--) {
    const run = runs[i];
    const before = runs[i - 1];
    if (run === undefined || before === undefined || run.speaker !== before.speaker) continue;
    runs.splice(i - 1, 2, { speaker: run.speaker, words: [...before.words, ...run.words] });
  }
}

function durationOf(run: Run | undefined): number {
  const first = run?.words[0];
  const last = run?.words.at(-1);
  return first === undefined || last === undefined ? -1 : last.endMs - first.startMs;
}

/** The text of every word with its punctuation, where text and words agree in number; else the bare words. */
function textsOf(segment: Segment): string[] {
  const tokens = segment.text.split(/\s+/u).filter((token) => token !== '');
  return tokens.length === segment.words.length ? tokens : segment.words.map((word) => word.text);
}

const withSpeaker = (segment: Segment, speaker: string | undefined): Segment =>
  speaker === undefined ? segment : { ...segment, speaker };
