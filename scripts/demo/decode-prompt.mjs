import { spawnSync } from 'node:child_process';

/** The prompts are wide-band telephony: G.722, 16 kHz, mono. */
export const SAMPLE_RATE_HZ = 16_000;

/** More than the longest prompt needs, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Decodes one prompt to 16-bit samples.
 * @param {string} path
 * @returns {Int16Array}
 */
export function decodePrompt(path) {
  const args = ['-v', 'error', '-f', 'g722', '-i', path, '-ac', '1', '-ar', String(SAMPLE_RATE_HZ), '-f', 's16le', '-'];
  const done = spawnSync('ffmpeg', args, { maxBuffer: MAX_BYTES });
  if (done.status !== 0) throw new Error(`ffmpeg could not decode ${path}: ${done.stderr}`);
  // copied: a Buffer may start at an odd byte of its pool
  return new Int16Array(new Uint8Array(done.stdout).buffer);
}
