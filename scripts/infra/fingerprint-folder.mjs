import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Source maps hold no code. */
const IGNORED = /\.map$/;

/**
 * Names a folder by what is in it: the same files give the same name on every machine.
 * @param {string} folder
 * @param {string} [salt] another one gives another name
 * @returns {string} 16 hexadecimal digits
 */
export function fingerprintFolder(folder, salt = '') {
  const hash = createHash('sha256').update(salt);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !IGNORED.test(name) && statSync(join(folder, name)).isFile())
    .sort();
  for (const name of names) hash.update(`\n${name.replaceAll('\\', '/')}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
