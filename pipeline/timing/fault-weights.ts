import type { Line } from './line.js';

/**
 * What each fault is worth, in ms of uncovered original speech. Where no speaking mouth is seen, sync is worth little
 * and natural speed much; where one is, a shut mouth that speaks and a moving one that does not are what viewers see.
 */
export interface FaultWeights {
  readonly uncovered: number;
  readonly spill: number;
  readonly spillPastCut: number;
  /** A dub this much off its onset costs as many ms; it grows with the square up to four times that. */
  readonly onsetMs: number;
  /** Price of a rate r inside the band for each ms of dub: this times (r − 1)². */
  readonly bandCurve: number;
}

const STRICT: FaultWeights = { uncovered: 1, spill: 0.35, spillPastCut: 0.5, onsetMs: 300, bandCurve: 0.8 };
const LOOSE: FaultWeights = { uncovered: 0.35, spill: 0.05, spillPastCut: 0.3, onsetMs: 1500, bandCurve: 3 };

/** The weights that hold for a line. */
export function faultWeights(line: Line): FaultWeights {
  return line.isStrict ? STRICT : LOOSE;
}
