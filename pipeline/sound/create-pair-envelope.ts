import { createKWeighting } from './create-k-weighting.js';
import { ENVELOPE_STEP_MS } from './create-power-envelope.js';
import type { StereoBlock } from './create-spectral-filter.js';

/** Per step of `ENVELOPE_STEP_MS`: K-weighted power of a part and of the whole it is in, their product, clipped runs. */
export interface PairSteps {
  readonly partPowers: Float64Array;
  readonly wholePowers: Float64Array;
  readonly products: Float64Array;
  readonly clippedRuns: Float64Array;
}

/** Compares a stem with the programme that holds it, as both stream by. */
export interface PairEnvelope {
  /** Adds one block of both; equal lengths. */
  push(part: StereoBlock, whole: StereoBlock): void;
  steps(): PairSteps;
}

/** From this magnitude on a sample counts as full scale, and so many in a row are a clipped peak. */
const FULL_SCALE = 0.985;
const CLIPPED_RUN_SAMPLES = 4;

/** Builds an empty comparison; memory grows by four numbers per step. */
export function createPairEnvelope(sampleRateHz: number): PairEnvelope {
  const step = Math.round((sampleRateHz * ENVELOPE_STEP_MS) / 1000);
  const weigh = Array.from({ length: 4 }, () => createKWeighting(sampleRateHz));
  const rows: number[][] = [[], [], [], []];
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  let filled = 0;
  let run = 0;
  const closeStep = (): void => {
    rows.forEach((row, i) => {
      row.push(i === 3 ? (sums[3] ?? 0) : (sums[i] ?? 0) / step);
    });
    sums.fill(0);
    filled = 0;
  };
  const push = (part: StereoBlock, whole: StereoBlock): void => {
    for (let i = 0; i < whole.left.length; i++) {
      const partLeft = weigh[0]?.(part.left[i] ?? 0) ?? 0;
      const partRight = weigh[1]?.(part.right[i] ?? 0) ?? 0;
      const wholeLeft = weigh[2]?.(whole.left[i] ?? 0) ?? 0;
      const wholeRight = weigh[3]?.(whole.right[i] ?? 0) ?? 0;
      sums[0] += partLeft ** 2 + partRight ** 2;
      sums[1] += wholeLeft ** 2 + wholeRight ** 2;
      sums[2] += partLeft * wholeLeft + partRight * wholeRight;
      const peak = Math.max(Math.abs(whole.left[i] ?? 0), Math.abs(whole.right[i] ?? 0), Math.abs(part.left[i] ?? 0));
      run = peak >= FULL_SCALE ? run + 1 : 0;
      if (run === CLIPPED_RUN_SAMPLES) sums[3] += 1;
      filled += 1;
      if (filled === step) closeStep();
    }
  };
  const steps = (): PairSteps => {
    const [partPowers, wholePowers, products, clippedRuns] = rows.map((row) => Float64Array.from(row));
    const none = new Float64Array(0);
    return {
      partPowers: partPowers ?? none,
      wholePowers: wholePowers ?? none,
      products: products ?? none,
      clippedRuns: clippedRuns ?? none,
    };
  };
  return { push, steps };
}
