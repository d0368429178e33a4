import { faultWeights } from './fault-weights.js';
import type { FitLimits } from './fit-limits.js';
import type { Line } from './line.js';

/** Price of leaving the natural band at all, then of each ms of dub beyond it, steeper beyond the hard limit. */
const BEYOND_BAND_FIXED = 1500;
const BEYOND_BAND_SLOPE = 1.5;
const BEYOND_BAND_CURVE = 12;
const BEYOND_HARD_SLOPE = 12;

/** Another wording says it less well; a pause is a small unrest. */
const ALTERNATIVE_COST = 200;
const PAUSE_COST = 40;

/** Price of how a line is spoken: its rate, its wording and its pauses, wherever it lies. */
export function deliveryCost(
  line: Line,
  delivery: {
    readonly rate: number;
    readonly spokenMs: number;
    readonly alternative: number | undefined;
    readonly pauses: number;
    readonly limits: FitLimits;
  },
): number {
  const { limits } = delivery;
  const beyond = Math.max(0, delivery.rate - limits.naturalRateMax);
  const beyondHard = Math.max(0, delivery.rate - limits.hardRate);
  const perMs =
    faultWeights(line).bandCurve * (delivery.rate - 1) ** 2 +
    BEYOND_BAND_SLOPE * beyond +
    BEYOND_BAND_CURVE * beyond ** 2 +
    BEYOND_HARD_SLOPE * beyondHard;
  const wording = delivery.alternative === undefined ? 0 : ALTERNATIVE_COST * (1 + delivery.alternative);
  const unnatural = beyond > 0 ? BEYOND_BAND_FIXED : 0;
  return perMs * delivery.spokenMs + unnatural + wording + PAUSE_COST * delivery.pauses;
}
