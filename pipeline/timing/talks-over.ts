import type { Segment } from '../contracts/transcript.js';

/** Whether two known, different speakers talk at the same time in the original; only then may their dubs do so. */
export function talksOver(a: Segment | undefined, b: Segment | undefined): boolean {
  if (a?.speaker === undefined || b?.speaker === undefined || a.speaker === b.speaker) return false;
  return a.startMs < b.endMs && b.startMs < a.endMs;
}
