import type { Span } from './span.js';

/** One line of a cue, as styled runs. */
export type CueLine = readonly Span[];

/** Placement as WebVTT words it; the other formats are mapped onto it. Percentages are 0…100. */
export interface CuePlacement {
  readonly vertical?: 'rl' | 'lr';
  /** A line number (may be negative, from the bottom) or, with `isLinePercent`, a percentage from the top. */
  readonly line?: number;
  readonly isLinePercent?: boolean;
  readonly lineAlign?: 'start' | 'center' | 'end';
  readonly positionPercent?: number;
  readonly positionAlign?: 'line-left' | 'center' | 'line-right';
  readonly sizePercent?: number;
  readonly align?: 'start' | 'center' | 'end' | 'left' | 'right';
  /** Name of a region of the document. */
  readonly region?: string;
}

/** What only ASS holds about an event. */
export interface AssEventFields {
  readonly layer?: number;
  readonly style?: string;
  readonly marginLeft?: number;
  readonly marginRight?: number;
  readonly marginVertical?: number;
  readonly effect?: string;
}

/** One subtitle event. Times in ms on the programme timeline; `endMs` is the first instant without it. */
export interface Cue {
  readonly id?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly CueLine[];
  readonly speaker?: string;
  /** Other wordings of a translation, best first; not shown. */
  readonly alternatives?: readonly string[];
  readonly placement?: CuePlacement;
  readonly ass?: AssEventFields;
  /** Meant to be shown even where subtitles are off (signs, foreign speech). */
  readonly isForced?: boolean;
}
