import type { LipShape } from '../contracts/lip-report.js';
import type { MouthShape } from './shape-mouth.js';
import type { SpeakerRange } from './speaker-range.js';

/** The shape asked for, in eye distances and inside the speaker's own range. */
export function scaleShape({ open, width }: MouthShape, range: SpeakerRange): LipShape {
  const share = Math.min(1, Math.max(0, open));
  const turn = Math.min(1, Math.max(-1, width));
  return {
    open: range.closedOpen + share * Math.max(0, range.wideOpen - range.closedOpen),
    width: range.restWidth + turn * (turn < 0 ? range.roundedBy : range.spreadBy),
  };
}
