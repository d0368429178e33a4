const RATE = 16_000;
const STEP = RATE / 100;
/** Sound this far under the loudest step is silence, in dB. */
const SILENCE_DB = 38;

/** Time from the first to the last sound of a mono recording at 16 kHz, in ms; 0 for silence. */
export function spokenMs(samples: Float32Array): number {
  const powers: number[] = [];
  for (let at = 0; at + STEP <= samples.length; at += STEP) {
    powers.push(samples.subarray(at, at + STEP).reduce((sum, x) => sum + x * x, 0));
  }
  const threshold = Math.max(1e-7, ...powers) * 10 ** (-SILENCE_DB / 10);
  const first = powers.findIndex((power) => power > threshold);
  const last = powers.findLastIndex((power) => power > threshold);
  return first < 0 ? 0 : (last - first + 1) * 10;
}
