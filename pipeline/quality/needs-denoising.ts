import type { SpeechQuality } from '../ports/speech-quality-meter.js';

/**
 * Background rating (1…5) under which taking noise out before recognition was measured to help: every recording rated
 * lower gained words but loud babble, every one rated higher lost some. The table is in docs/denoising.md.
 */
const CLEAN_ENOUGH = 2.8;

/** Whether speech is recognized better after denoising; clean speech is recognized worse. */
export function needsDenoising({ background }: SpeechQuality): boolean {
  return background < CLEAN_ENOUGH;
}
