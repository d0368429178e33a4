/** Words this far below the likeliest add nothing to a sum of probabilities that a float could tell. */
const NEGLIGIBLE = 25;
const STEPS = 512;
/** e^(−x) at steps of 1/512: read off and interpolated it is right to half a millionth, and faster than reckoned. */
const POWERS = Float64Array.from({ length: NEGLIGIBLE * STEPS + 2 }, (_, at) => Math.exp(-at / STEPS));

/** log Σ e^x of logits whose greatest is known. */
export function logSumOfExponentials(logits: Float32Array, greatest: number): number {
  let sum = 0;
  for (let word = 0; word < logits.length; word++) {
    const below = (greatest - (logits[word] ?? 0)) * STEPS;
    if (!(below < NEGLIGIBLE * STEPS)) continue;
    const at = below | 0;
    const low = POWERS[at] ?? 0;
    sum += low + ((POWERS[at + 1] ?? 0) - low) * (below - at);
  }
  return greatest + Math.log(sum);
}
