import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const NEVER_ENTERED = new Set(['node_modules', '.git']);

/**
 * The files that the `main` glob of a Functions app names, in path order.
 * Understands what the Azure worker's globs are used for: `*`, `**`, `?` and nested `{a,b}`.
 *
 * @param appRoot Absolute folder of the app's package.json.
 * @throws Error when nothing matches: a Functions app without entry files registers nothing, silently.
 */
export async function findEntryFiles(appRoot: string, main: string): Promise<readonly string[]> {
  const glob = main.replace(/^\.\//, '');
  const pattern = new RegExp(`^${globToRegExp(glob)}$`);
  const base = join(appRoot, staticFolder(glob));
  const files = (await listFiles(base)).filter((file) => pattern.test(relative(appRoot, file).split(sep).join('/')));
  if (files.length === 0) {
    throw new Error(`No file in ${appRoot} matches "main": "${main}" of its package.json. Build the app first.`);
  }
  return files.sort();
}

/** The leading path segments of a glob without any wildcard, and without the file name. */
function staticFolder(glob: string): string {
  const segments = glob.split('/').slice(0, -1);
  const firstWild = segments.findIndex((segment) => /[*?{]/.test(segment));
  return (firstWild < 0 ? segments : segments.slice(0, firstWild)).join('/');
}

function globToRegExp(glob: string): string {
  let depth = 0;
  const tokens = glob.match(/\*\*\/|\*\*|[\s\S]/g) ?? [];
  return tokens
    .map((token) => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      if (token === '*') return '[^/]*';
      if (token === '?') return '[^/]';
      if (token === '{') depth += 1;
      if (token === '{') return '(?:';
      if (token === '}' && depth > 0) depth -= 1;
      else if (token === ',' && depth > 0) return '|';
      else return token.replace(/[.+^$()|[\]\\}]/, '\\$&');
      return ')';
    })
    .join('');
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(
    entries.map((entry) => {
      if (entry.isDirectory()) return NEVER_ENTERED.has(entry.name) ? [] : listFiles(join(folder, entry.name));
      return [join(folder, entry.name)];
    }),
  );
  return nested.flat();
}
