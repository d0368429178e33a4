import type { LipShape } from '../contracts/lip-report.js';

/** How far one speaker's mouth goes, in eye distances, as seen in their own frames. */
export interface SpeakerRange {
  readonly closedOpen: number;
  readonly wideOpen: number;
  readonly restWidth: number;
  /** From rest to rounded and from rest to spread. */
  readonly roundedBy: number;
  readonly spreadBy: number;
}

/** Percentiles that leave out the frames in which a landmark slipped. */
const PERCENTILE = { closed: 0.03, wide: 0.94, narrow: 0.06, spread: 0.92 } as const;
/** Lips this much further apart than closed are parted: how wide a speaker opens is asked of those frames alone. */
const PARTED = 0.012;
/** Faces move their corners at least so much when they speak; less means that the tracking did not see it. */
const MIN_WIDTH_CHANGE = 0.02;

/** The range of a speaker from the shapes of their mouth in the source. Needs at least one shape. */
export function speakerRange(shapes: readonly LipShape[]): SpeakerRange {
  const open = shapes.map((shape) => shape.open).sort((a, b) => a - b);
  const width = shapes.map((shape) => shape.width).sort((a, b) => a - b);
  const restWidth = at(width, 0.5);
  const closedOpen = at(open, PERCENTILE.closed);
  const parted = open.filter((gap) => gap > closedOpen + PARTED);
  return {
    closedOpen,
    wideOpen: Math.max(closedOpen, at(parted, PERCENTILE.wide)),
    restWidth,
    roundedBy: Math.max(MIN_WIDTH_CHANGE, restWidth - at(width, PERCENTILE.narrow)),
    spreadBy: Math.max(MIN_WIDTH_CHANGE, at(width, PERCENTILE.spread) - restWidth),
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
