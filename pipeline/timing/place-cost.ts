import { faultWeights } from './fault-weights.js';
import type { Line } from './line.js';

/** Price of how a line's place covers the original; all prices are in ms of uncovered speech. */
export function placeCost(
  line: Line,
  place: { readonly startMs: number; readonly endMs: number; readonly spokenMs: number; readonly coveredMs: number },
): number {
  const weights = faultWeights(line);
  const pastCutMs = Math.max(0, place.endMs - Math.max(line.nextCutMs, place.startMs));
  return (
    weights.uncovered * (line.speechMs - place.coveredMs) +
    weights.spill * (place.spokenMs - place.coveredMs) +
    weights.spillPastCut * pastCutMs
  );
}
