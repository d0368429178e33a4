import { describe, expect, it } from 'vitest';
import { needsDenoising } from '../../../pipeline/quality/needs-denoising.js';

/** Background rating, word errors without and with denoising: rows of the table in docs/denoising.md. */
const MEASURED = [
  ['clean, three speakers', 3.39, 11, 16],
  ['clean prompts', 4.06, 41, 46],
  ['fan at 15 dB, three speakers', 2.56, 24, 22],
  ['fan at 15 dB, prompts', 2.66, 94, 56],
  ['music at 15 dB, three speakers', 1.88, 22, 20],
  ['music at 15 dB, prompts', 2.57, 81, 61],
  ['white noise at 15 dB, three speakers', 2.03, 42, 22],
  ['white noise at 15 dB, prompts', 2.19, 176, 92],
  ['babble at 15 dB, three speakers', 1.93, 34, 27],
  ['babble at 15 dB, prompts', 2.61, 84, 68],
] as const;

describe('the rule for denoising', () => {
  it.each(MEASURED)('decides for the fewer word errors: %s', (_name, background, without, denoised) => {
    expect(needsDenoising({ speech: 3, background, overall: 3 })).toBe(denoised < without);
  });
});
