import type { Segment } from '../contracts/transcript.js';

/** Calls the speakers `spk_1`, `spk_2`… in order of first appearance. */
export function numberSpeakers(segments: readonly Segment[]): Segment[] {
  const order = [...new Set(segments.map(({ speaker }) => speaker))];
  return segments.map((segment) => ({ ...segment, speaker: `spk_${order.indexOf(segment.speaker) + 1}` }));
}
