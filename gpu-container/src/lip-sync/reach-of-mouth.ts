import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { SpeakerRange } from '../../../pipeline/lip-sync/speaker-range.js';

/** How far a mouth can be bent and still look like one: shares of the speaker's own range of gaps. */
const CLOSES_BY = 0.4;
const OPENS_BY = 0.3;
/** A closed mouth has nothing inside to show: it opens by so much of what it is open already. */
const OPENS_WITH_GAP = 0.55;
/** Corners move by so much of the range of widths. */
const WIDENS_BY = 0.5;

/** The shape nearest to the target that a mouth of this shape can be bent to. */
export function reachOfMouth(mouth: LipShape, target: LipShape, range: SpeakerRange): LipShape {
  const gaps = Math.max(0.02, range.wideOpen - range.closedOpen);
  const widths = range.roundedBy + range.spreadBy;
  const least = Math.max(0, mouth.open - CLOSES_BY * gaps);
  const opens = Math.min(OPENS_BY * gaps, OPENS_WITH_GAP * Math.max(0, mouth.open - range.closedOpen));
  return {
    open: Math.min(mouth.open + opens, Math.max(least, target.open)),
    width: Math.min(mouth.width + WIDENS_BY * widths, Math.max(mouth.width - WIDENS_BY * widths, target.width)),
  };
}
