import type { FitLimits } from './fit-limits.js';
import type { Line } from './line.js';
import type { Placement } from './placement.js';

/** Later than this is noticed: at all where the speaking mouth is seen, less so where it is not. */
const NOTICED_STRICT_MS = 150;
const NOTICED_LOOSE_MS = 600;

/** Says in plain words which limits one placed line could not keep; empty when it kept them all. */
export function explainExceptions(params: {
  readonly placement: Placement;
  readonly line: Line;
  readonly onsetErrorMs: number;
  readonly limits: FitLimits;
}): readonly string[] {
  const { placement, line, onsetErrorMs, limits } = params;
  const exceptions: string[] = [];
  const rate = placement.rate.toFixed(2);
  if (placement.rate > limits.hardRate) {
    exceptions.push(
      `Spoken ${rate} times as fast, beyond the hard limit of ${limits.hardRate}: there was no more time.`,
    );
  } else if (placement.rate > limits.naturalRateMax) {
    exceptions.push(`Spoken ${rate} times as fast, beyond the natural ${limits.naturalRateMax}.`);
  } else if (placement.rate < limits.naturalRateMin) {
    exceptions.push(`Spoken ${rate} times as fast, slower than the natural ${limits.naturalRateMin}.`);
  }
  const noticedMs = line.isStrict ? NOTICED_STRICT_MS : NOTICED_LOOSE_MS;
  if (Math.abs(onsetErrorMs) > noticedMs) {
    const direction = onsetErrorMs > 0 ? 'after' : 'before';
    exceptions.push(`Starts ${Math.round(Math.abs(onsetErrorMs))} ms ${direction} the original.`);
  }
  return exceptions;
}
