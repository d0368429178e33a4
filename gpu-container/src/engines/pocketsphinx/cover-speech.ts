import type { Segment } from '../../../../pipeline/contracts/transcript.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';

/** Farther from its words a segment does not reach: what is not made out there may be somebody else. In ms. */
const FARTHEST_MS = 1000;

/**
 * Lets segments reach over the speech beside them in which no word was made out, so that the old voice is known to be
 * there: it must not sound on under the dub, and it is somebody's. Speech between two segments is shared at its middle.
 */
export function coverSpeech(
  segments: readonly Segment[],
  regions: readonly Pick<SpeechRegion, 'startMs' | 'endMs'>[],
): readonly Segment[] {
  return segments.map((segment, at) => {
    const before = segments[at - 1]?.endMs ?? 0;
    const after = segments[at + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const around = (ms: number) => regions.find(({ startMs, endMs }) => startMs <= ms && ms <= endMs);
    const startsIn = around(segment.startMs);
    const endsIn = around(segment.endMs);
    const middle = (region: typeof startsIn, fromMs: number, toMs: number): number | undefined =>
      region !== undefined && region.startMs <= fromMs && toMs <= region.endMs ? (fromMs + toMs) / 2 : undefined;
    const earliestMs = Math.max(
      middle(startsIn, before, segment.startMs) ?? before,
      startsIn?.startMs ?? segment.startMs,
      segment.startMs - FARTHEST_MS,
    );
    const latestMs = Math.min(
      middle(endsIn, segment.endMs, after) ?? after,
      endsIn?.endMs ?? segment.endMs,
      segment.endMs + FARTHEST_MS,
    );
    return {
      ...segment,
      startMs: Math.round(Math.min(segment.startMs, earliestMs)),
      endMs: Math.round(Math.max(segment.endMs, latestMs)),
    };
  });
}
