import { SAMPLE_RATE_HZ } from './decode-prompt.mjs';

/** One step of the search, in samples: 10 ms. */
const STEP_SAMPLES = SAMPLE_RATE_HZ / 100;

/** Louder than this is speech: about −46 dBFS, well above the recordings' floor. */
const SPEECH_LEVEL = 160;

/** Kept around the speech so that no onset or breath is cut, in steps. */
const MARGIN_STEPS = 6;

/**
 * The part of a recording where someone speaks, with a short margin.
 * @param {Int16Array} samples
 * @returns {Int16Array}
 */
export function findSpeech(samples) {
  const steps = Math.floor(samples.length / STEP_SAMPLES);
  let first = steps;
  let last = 0;
  for (let step = 0; step < steps; step += 1) {
    if (level(samples.subarray(step * STEP_SAMPLES, (step + 1) * STEP_SAMPLES)) < SPEECH_LEVEL) continue;
    first = Math.min(first, step);
    last = step;
  }
  const start = Math.max(0, first - MARGIN_STEPS) * STEP_SAMPLES;
  return samples.subarray(start, Math.min(steps, last + 1 + MARGIN_STEPS) * STEP_SAMPLES);
}

/** @param {Int16Array} samples */
function level(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
