import type { Segment, Transcript } from '../contracts/transcript.js';
import type { SampleSpan } from '../contracts/voice-sample.js';
import { onlySpeaker } from './only-speaker.js';

/** Kept away from other speakers on both sides, in ms: reverberation, and times that are a little off. */
const GUARD_MS = 150;
/** Kept beside the first and the last word of a stretch, in ms. */
const WORD_MARGIN_MS = 120;
/** Shorter stretches hold hardly more than an onset and an end, in ms. */
const SHORTEST_MS = 1000;
/** No model listens to more than this at once, in ms. */
const LONGEST_MS = 10_000;
/** The longest are looked at: enough to choose from, and few to read. */
const MOST_SPANS = 24;

/**
 * Where a speaker is heard alone, saying words: the longest stretches, in the order of the source. Times are whole ms,
 * so that a corrected text does not change them.
 */
export function findSampleSpans(transcript: Transcript, speaker: string): readonly SampleSpan[] {
  const isOwn = (segment: Segment): boolean => (segment.speaker ?? onlySpeaker) === speaker;
  const others = transcript.segments.filter((segment) => !isOwn(segment));
  return transcript.segments
    .filter((segment) => isOwn(segment) && /\p{L}/u.test(segment.text))
    .map(spanOf)
    .filter(({ startMs, endMs }) => endMs - startMs >= SHORTEST_MS)
    .filter((span) => others.every((other) => isClear(span, other)))
    .sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs) || a.startMs - b.startMs)
    .slice(0, MOST_SPANS)
    .sort((a, b) => a.startMs - b.startMs);
}

/** From the first to the last word where words have times, and never beyond the segment. */
function spanOf({ startMs, endMs, words }: Segment): SampleSpan {
  const first = words[0]?.startMs ?? startMs;
  const last = words.at(-1)?.endMs ?? endMs;
  const from = Math.max(0, Math.round(Math.max(startMs, first - WORD_MARGIN_MS)));
  const to = Math.round(Math.min(endMs, last + WORD_MARGIN_MS));
  return { startMs: from, endMs: Math.min(to, from + LONGEST_MS) };
}

function isClear({ startMs, endMs }: SampleSpan, other: Segment): boolean {
  return other.endMs + GUARD_MS <= startMs || other.startMs - GUARD_MS >= endMs;
}
