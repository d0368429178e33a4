import { ENVELOPE_STEP_MS } from './create-power-envelope.js';
import type { TimeSpan } from './time-span.js';

/** Median power of an envelope outside the spans: what is heard when nobody speaks. 0 when someone always does. */
export function backgroundPower(powers: Float64Array, spans: readonly TimeSpan[]): number {
  const outside: number[] = [];
  let index = 0;
  for (let step = 0; step < powers.length; step++) {
    const ms = step * ENVELOPE_STEP_MS;
    while (index < spans.length && (spans[index]?.endMs ?? 0) <= ms) index += 1;
    if (ms < (spans[index]?.startMs ?? Number.POSITIVE_INFINITY)) outside.push(powers[step] ?? 0);
  }
  outside.sort((a, b) => a - b);
  return outside[Math.floor(outside.length / 2)] ?? 0;
}
