import type { UntouchedReason } from '../contracts/speaking-faces.js';
import type { Segment } from '../contracts/transcript.js';
import { onlySpeaker } from '../speech/only-speaker.js';
import type { Hear } from './hear-frames.js';
import type { SeenFrame, SeenTrack } from './seen-track.js';
import { type LipEvidence, weighLips } from './weigh-lips.js';

export interface ChooseSpeakersParams {
  readonly tracks: readonly SeenTrack[];
  /** Of the diarized transcript; where nobody told speakers apart, all are one. */
  readonly segments: readonly Segment[];
  readonly hear: Hear;
}

/** Who is seen speaking a segment. */
export type SpeakerChoice =
  | Readonly<{ kind: 'person'; person: string; confidence: number }>
  /** `rivals`: whose mouths move meanwhile, where it could not be told which of them speaks; the likeliest first. */
  | Readonly<{ kind: 'nobody'; reason: UntouchedReason; rivals?: readonly string[] }>;

/** How much the whole of a voice and how much the one segment says about who speaks it. */
const WHOLE = 0.6;
/** Below this nobody in the picture is believed to speak. */
const LEAST = 0.35;
/** The best must be this much better than the next, or it could be either. */
const MARGIN = 0.12;
/** Of a segment, how much a person must be seen to be thought of as its speaker. */
const SEEN = 0.2;

/**
 * One choice for each segment. A voice and a face are joined by everything the voice says while the face is seen, then
 * checked for each segment.
 */
export function chooseSpeakers(params: ChooseSpeakersParams): readonly SpeakerChoice[] {
  const { tracks, segments } = params;
  const people = [...new Set(tracks.map(({ person }) => person))];
  const evidence = createEvidence(params);
  return segments.map((segment) => chooseSpeaker(segment, people, tracks, evidence));
}

type FindEvidence = (person: string, speaker: string) => LipEvidence;

/** Evidence is weighed once for each pair of a person and a voice. */
function createEvidence({ tracks, segments, hear }: ChooseSpeakersParams): FindEvidence {
  const known = new Map<string, LipEvidence>();
  return (person, speaker) => {
    const key = JSON.stringify([person, speaker]);
    const found =
      known.get(key) ??
      weighLips({
        frames: usableFrames(tracks.filter((track) => track.person === person)),
        speech: segments.filter((segment) => (segment.speaker ?? onlySpeaker) === speaker),
        hear,
      });
    known.set(key, found);
    return found;
  };
}

const usableFrames = (tracks: readonly SeenTrack[]): readonly SeenFrame[] =>
  tracks.flatMap(({ frames }) => frames.filter(({ fault }) => fault === undefined));

function chooseSpeaker(
  segment: Segment,
  people: readonly string[],
  tracks: readonly SeenTrack[],
  evidence: FindEvidence,
): SpeakerChoice {
  const inside = tracks.flatMap(({ person, frames }) => framesIn(frames, segment).map((frame) => ({ person, frame })));
  if (inside.length === 0) return { kind: 'nobody', reason: 'no-face' };
  const usable = inside.filter(({ frame }) => frame.fault === undefined);
  if (usable.length === 0)
    return { kind: 'nobody', reason: commonest(inside.map(({ frame }) => frame.fault ?? 'hidden')) };
  const lengthMs = segment.endMs - segment.startMs;
  const candidates = people
    .filter((person) => seenMs(usable, person, segment) >= SEEN * lengthMs)
    .map((person) => ({ person, lips: evidence(person, segment.speaker ?? onlySpeaker) }));
  return candidates.length === 0 ? { kind: 'nobody', reason: 'too-short' } : decide(segment, candidates);
}

/** A long source has many tracks, and most have nothing to do with a segment. */
function framesIn(frames: readonly SeenFrame[], { startMs, endMs }: Segment): readonly SeenFrame[] {
  const isApart = (frames[0]?.timeMs ?? endMs) >= endMs || (frames.at(-1)?.endMs ?? startMs) <= startMs;
  return isApart ? [] : frames.filter((frame) => frame.endMs > startMs && frame.timeMs < endMs);
}

function seenMs(
  usable: ReadonlyArray<Readonly<{ person: string; frame: SeenFrame }>>,
  person: string,
  { startMs, endMs }: Segment,
): number {
  return usable
    .filter((each) => each.person === person)
    .reduce((sum, { frame }) => sum + Math.min(endMs, frame.endMs) - Math.max(startMs, frame.timeMs), 0);
}

function decide(
  segment: Segment,
  candidates: ReadonlyArray<Readonly<{ person: string; lips: LipEvidence }>>,
): SpeakerChoice {
  const moving = candidates.filter(({ lips }) => lips.moves(segment));
  const isAlone = moving.length === 1;
  const rated = moving
    .map(({ person, lips }) => ({
      person,
      confidence: WHOLE * lips.whole(isAlone) + (1 - WHOLE) * lips.within(segment, isAlone),
    }))
    .sort((a, b) => b.confidence - a.confidence);
  const [best, next] = rated;
  if (best === undefined) return { kind: 'nobody', reason: 'off-screen-voice' };
  const isClear = next === undefined || best.confidence - next.confidence >= MARGIN;
  if (best.confidence < LEAST || !isClear) {
    return { kind: 'nobody', reason: 'unsure-who-speaks', rivals: rated.map(({ person }) => person) };
  }
  return { kind: 'person', person: best.person, confidence: Math.round(best.confidence * 1000) / 1000 };
}

function commonest(reasons: readonly UntouchedReason[]): UntouchedReason {
  const count = (reason: UntouchedReason): number => reasons.filter((each) => each === reason).length;
  return [...reasons].sort((a, b) => count(b) - count(a))[0] ?? 'no-face';
}
