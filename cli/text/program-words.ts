import type { CliIo } from '../cli-io.js';

/** How the person can start this program again: by its name, or through npm where npm started it. */
export function programWords(io: Pick<CliIo, 'env'>): string {
  return io.env['npm_lifecycle_event'] === undefined ? 'polydub' : 'npm run polydub --';
}
