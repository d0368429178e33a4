import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How much a folder holds, links not followed.
 * @param {string} folder
 * @returns {number} bytes
 */
export function measureFolder(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}
