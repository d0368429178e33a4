import type { FitLimits } from './fit-limits.js';
import type { Line } from './line.js';

/**
 * What each fault is worth, in ms of uncovered original speech. Where no speaking mouth is seen, sync is worth little
 * and natural speed much; where one is, a shut mouth that speaks and a moving one that does not are what viewers see.
 */
interface Weights {
  readonly uncovered: number;
  readonly spill: number;
  readonly spillPastCut: number;
  /** A dub this much off its onset costs as many ms; it grows with the square up to four times that. */
  readonly onsetMs: number;
  /** Price of a rate r inside the band for each ms of dub: this times (r − 1)². */
  readonly bandCurve: number;
}

const STRICT: Weights = { uncovered: 1, spill: 0.35, spillPastCut: 0.5, onsetMs: 300, bandCurve: 0.8 };
const LOOSE: Weights = { uncovered: 0.35, spill: 0.05, spillPastCut: 0.3, onsetMs: 1500, bandCurve: 3 };

/** A voice before the mouth opens is noticed twice as easily as one after. */
const EARLY = 2;
/** Beyond the knee lateness grows straight, so that one hopeless line does not ruin its neighbours' share. */
const ONSET_KNEE = 4;
const ONSET_SLOPE = 8;

/** Price of leaving the natural band at all, then of each ms of dub beyond it, steeper beyond the hard limit. */
const BEYOND_BAND_FIXED = 1500;
const BEYOND_BAND_SLOPE = 1.5;
const BEYOND_BAND_CURVE = 12;
const BEYOND_HARD_SLOPE = 12;

/** Another wording says it less well; a pause is a small unrest. */
const ALTERNATIVE_COST = 200;
const PAUSE_COST = 40;

/** Price of going on to the next line without the breath the original takes. */
export const BREATHLESS_COST = 30;

/** Price of how a line's place covers the original; all prices are in ms of uncovered speech. */
export function placeCost(
  line: Line,
  place: { readonly startMs: number; readonly endMs: number; readonly spokenMs: number; readonly coveredMs: number },
): number {
  const weights = line.isStrict ? STRICT : LOOSE;
  const pastCutMs = Math.max(0, place.endMs - Math.max(line.nextCutMs, place.startMs));
  return (
    weights.uncovered * (line.speechMs - place.coveredMs) +
    weights.spill * (place.spokenMs - place.coveredMs) +
    weights.spillPastCut * pastCutMs
  );
}

/** Price of starting away from the original's onset. */
export function onsetCost(line: Line, startMs: number): number {
  const { onsetMs } = line.isStrict ? STRICT : LOOSE;
  const errorMs = startMs - line.onsetMs;
  const sizeMs = errorMs < 0 ? -errorMs * EARLY : errorMs;
  const kneeMs = ONSET_KNEE * onsetMs;
  if (sizeMs <= kneeMs) return (sizeMs * sizeMs) / onsetMs;
  return (kneeMs * kneeMs) / onsetMs + (sizeMs - kneeMs) * ONSET_SLOPE;
}

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
    (line.isStrict ? STRICT : LOOSE).bandCurve * (delivery.rate - 1) ** 2 +
    BEYOND_BAND_SLOPE * beyond +
    BEYOND_BAND_CURVE * beyond ** 2 +
    BEYOND_HARD_SLOPE * beyondHard;
  const wording = delivery.alternative === undefined ? 0 : ALTERNATIVE_COST * (1 + delivery.alternative);
  const unnatural = beyond > 0 ? BEYOND_BAND_FIXED : 0;
  return perMs * delivery.spokenMs + unnatural + wording + PAUSE_COST * delivery.pauses;
}
