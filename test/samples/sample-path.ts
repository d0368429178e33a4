import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SHARED = process.env['POLYDUB_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');

/** The path of a sample that is not part of the repository, or undefined where it is not on this machine. */
export function samplePath(relative: string): string | undefined {
  const path = join(SHARED, relative);
  return existsSync(path) ? path : undefined;
}
