import type { FitPlan } from '../contracts/fit-plan.js';
import type { FrameIndex } from '../contracts/frame-index.js';
import type { MouthStretch, ScriptTrack } from '../contracts/mouth-script.js';
import type { SpeakingFaces } from '../contracts/speaking-faces.js';

export interface FindStretchesParams {
  readonly frames: FrameIndex;
  readonly tracks: readonly ScriptTrack[];
  /** Spans with the id their track has in `tracks`. */
  readonly spans: ReadonlyArray<
    Pick<SpeakingFaces['spans'][number], 'segmentId' | 'trackId' | 'person' | 'startMs' | 'endMs'>
  >;
  readonly fit: FitPlan;
}

/** The mouth begins before the sound and comes to rest after it, in ms. */
const ROOM_MS = { before: 160, after: 200 } as const;
/** Stretches of one mouth nearer than this are one: it need not find back to the original between them. */
const JOIN_MS = 300;

interface Interval {
  readonly segmentIds: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * When which mouth is redrawn: while the original speaks a dubbed segment on this face, so that it stops, and while the
 * dub speaks it and the same person is seen, so that it speaks.
 */
export function findStretches({ frames, tracks, spans, fit }: FindStretchesParams): readonly MouthStretch[] {
  const fitted = new Map(fit.segments.map((segment) => [segment.id, segment]));
  return tracks.flatMap((track) => {
    const intervals = spans.flatMap((span): readonly Interval[] => {
      const dub = fitted.get(span.segmentId);
      if (dub === undefined || span.person !== track.person) return [];
      const own = span.trackId === track.id ? [{ startMs: span.startMs, endMs: span.endMs }] : [];
      const spoken = { startMs: dub.startMs - ROOM_MS.before, endMs: dub.endMs + ROOM_MS.after };
      return [...own, spoken].map((part) => ({ ...clip(part, track), segmentIds: [span.segmentId] }));
    });
    return joinIntervals(intervals.filter(({ startMs, endMs }) => endMs > startMs)).flatMap((interval) =>
      toStretch(interval, track, frames),
    );
  });
}

function clip(part: { startMs: number; endMs: number }, track: ScriptTrack): { startMs: number; endMs: number } {
  return { startMs: Math.max(part.startMs, track.startMs), endMs: Math.min(part.endMs, track.endMs) };
}

function joinIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    if (last === undefined || next.startMs > last.endMs + JOIN_MS) joined.push(next);
    else {
      const segmentIds = [...new Set([...last.segmentIds, ...next.segmentIds])];
      joined[joined.length - 1] = { ...last, segmentIds, endMs: Math.max(last.endMs, next.endMs) };
    }
  }
  return joined;
}

function toStretch(interval: Interval, track: ScriptTrack, { timesMs }: FrameIndex): readonly MouthStretch[] {
  const firstFrame = Math.max(track.firstFrame, firstAt(timesMs, interval.startMs));
  const endFrame = Math.min(track.endFrame, firstAt(timesMs, interval.endMs));
  if (endFrame <= firstFrame) return [];
  return [{ trackId: track.id, segmentIds: [...interval.segmentIds], firstFrame, endFrame }];
}

/** Number of the first frame at or after a time. */
function firstAt(timesMs: readonly number[], ms: number): number {
  let [low, high] = [0, timesMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timesMs[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
