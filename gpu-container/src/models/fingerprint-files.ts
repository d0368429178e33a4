import { createHash } from 'node:crypto';

/** Digest over names and digests, whatever their order. */
export function fingerprintFiles(files: ReadonlyArray<{ readonly path: string; readonly sha256: string }>): string {
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
