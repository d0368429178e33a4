import { faultWeights } from './fault-weights.js';
import type { Line } from './line.js';

/** A voice before the mouth opens is noticed twice as easily as one after. */
const EARLY = 2;
/** Beyond the knee lateness grows straight, so that one hopeless line does not ruin its neighbours' share. */
const ONSET_KNEE = 4;
const ONSET_SLOPE = 8;

/** Price of starting away from the original's onset. */
export function onsetCost(line: Line, startMs: number): number {
  const { onsetMs } = faultWeights(line);
  const errorMs = startMs - line.onsetMs;
  const sizeMs = errorMs < 0 ? -errorMs * EARLY : errorMs;
  const kneeMs = ONSET_KNEE * onsetMs;
  if (sizeMs <= kneeMs) return (sizeMs * sizeMs) / onsetMs;
  return (kneeMs * kneeMs) / onsetMs + (sizeMs - kneeMs) * ONSET_SLOPE;
}
