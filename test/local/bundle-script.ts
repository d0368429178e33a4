import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const REPOSITORY_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What to bundle and where the result goes. */
export interface BundleScriptParams {
  /** Path of a TypeScript module. */
  readonly entry: string;
  /** A directory from which `node_modules` of the repository is found, so below its root. */
  readonly directory: string;
}

/**
 * Bundles a TypeScript module into one JavaScript file, so that a test can start it as a process of its own and kill
 * it. Packages stay outside the bundle. Resolves to the file's path.
 */
export async function bundleScript({ entry, directory }: BundleScriptParams): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    cwd: REPOSITORY_ROOT,
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  });
  const file = join(directory, `${basename(entry, '.ts')}.mjs`);
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}
