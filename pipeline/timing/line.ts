import type { Segment } from '../contracts/transcript.js';
import type { Interval } from './speech-intervals.js';

/** A place inside a spoken line where a pause sounds right, and where the original resumes after its own pause. */
export interface PausePoint {
  /** In the line's audio at natural rate. */
  readonly atMs: number;
  /** When the original speaks on, on the timeline. */
  readonly resumeMs: number;
  /** How long the original pauses. */
  readonly longestMs: number;
}

/** One wording of a line as it could be spoken. */
export interface Wording {
  /** Absent for the first wording. */
  readonly alternative?: number;
  readonly durationMs: number;
  readonly pausePoints: readonly PausePoint[];
}

/** One segment made ready for fitting. Times on the timeline are whole ms, so that comparing them is exact. */
export interface Line {
  readonly id: string;
  readonly segment: Segment;
  /** When the original begins and ends to be heard. */
  readonly onsetMs: number;
  readonly endMs: number;
  readonly speech: readonly Interval[];
  readonly speechMs: number;
  /** False only where it is known that no speaking mouth is seen. */
  readonly isStrict: boolean;
  /** The first shot change after the original ends. */
  readonly nextCutMs: number;
  readonly leadMs: number;
  readonly wordings: readonly Wording[];
}
