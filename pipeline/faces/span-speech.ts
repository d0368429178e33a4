import type { SpeakingFaces, SpeakingSpan, UntouchedReason } from '../contracts/speaking-faces.js';
import type { SeenTrack } from './seen-track.js';

export interface SpanSpeechParams {
  readonly segment: Readonly<{ id: string; startMs: number; endMs: number }>;
  /** The tracks of the person who says it. */
  readonly tracks: readonly SeenTrack[];
  readonly confidence: number;
}

/** What of a segment can be seen being said, and what not. */
export type SpannedSpeech = Pick<SpeakingFaces, 'spans' | 'untouched'>;

/** A mouth that is seen for less says nothing that could be read from it, in ms. */
const SHORTEST_MS = 300;
/** What is wrong for no longer than this is a slip of the tracker, in ms. */
const SLIP_MS = 90;

interface Run {
  startMs: number;
  endMs: number;
  readonly track: SeenTrack;
  readonly fault: UntouchedReason | undefined;
}

/** Cuts a segment into stretches in which the speaker's mouth can be made to say it, and the others with their reason. */
export function spanSpeech({ segment, tracks, confidence }: SpanSpeechParams): SpannedSpeech {
  const runs = tracks.flatMap((track) => bridged(runsOf(track, segment)));
  const spans = runs
    .filter((run) => run.fault === undefined && run.endMs - run.startMs >= SHORTEST_MS)
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ startMs, endMs, track: { part, trackId, person } }) => ({
      ...{ segmentId: segment.id, part, trackId, person, startMs, endMs, confidence },
    }));
  return { spans, untouched: gaps(segment, spans, runs) };
}

function runsOf({ frames, ...rest }: SeenTrack, { startMs, endMs }: SpanSpeechParams['segment']): readonly Run[] {
  const runs: Run[] = [];
  for (const frame of frames) {
    if (frame.endMs <= startMs || frame.timeMs >= endMs) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.fault === frame.fault) last.endMs = Math.min(endMs, frame.endMs);
    else {
      const [from, to] = [Math.max(startMs, frame.timeMs), Math.min(endMs, frame.endMs)];
      runs.push({ startMs: from, endMs: to, track: { frames, ...rest }, fault: frame.fault });
    }
  }
  return runs;
}

/** Faults of a frame or two within a good stretch are forgiven. */
function bridged(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  runs.forEach((run, index) => {
    const last = joined.at(-1);
    const isSlip = run.fault !== undefined && run.endMs - run.startMs <= SLIP_MS && runs[index + 1] !== undefined;
    if (last?.fault === undefined && last !== undefined && (isSlip || run.fault === undefined)) last.endMs = run.endMs;
    else joined.push({ ...run });
  });
  return joined;
}

/** What of the segment no span covers, each with what is wrong there most of the time. */
function gaps(
  segment: SpanSpeechParams['segment'],
  spans: readonly SpeakingSpan[],
  runs: readonly Run[],
): SpeakingFaces['untouched'] {
  const borders = [segment.startMs, ...spans.flatMap(({ startMs, endMs }) => [startMs, endMs]), segment.endMs];
  const untouched: SpeakingFaces['untouched'] = [];
  for (let at = 0; at + 1 < borders.length; at += 2) {
    const [startMs = 0, endMs = 0] = [borders[at], borders[at + 1]];
    if (endMs - startMs <= SLIP_MS) continue;
    untouched.push({ segmentId: segment.id, startMs, endMs, reason: reasonIn(startMs, endMs, runs) });
  }
  return untouched;
}

function reasonIn(startMs: number, endMs: number, runs: readonly Run[]): UntouchedReason {
  let best: { reason: UntouchedReason; ms: number } = { reason: 'no-face', ms: 0 };
  for (const run of runs) {
    const ms = Math.min(endMs, run.endMs) - Math.max(startMs, run.startMs);
    if (ms > best.ms) best = { reason: run.fault ?? 'too-short', ms };
  }
  return best.reason;
}
