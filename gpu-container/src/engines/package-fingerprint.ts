import { createHash } from 'node:crypto';

/** Digest over the versions of the named packages; another version anywhere is another fingerprint. */
export function packageFingerprint(names: readonly string[], versions: ReadonlyMap<string, string>): string {
  const lines = [...names].sort().map((name) => `${name} ${versions.get(name) ?? 'absent'}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
