import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Dubs the demo clip through an API and fetches the result: everything between upload and download has then worked.
 * The key goes by the environment, where no list of processes shows it.
 * @param {Readonly<{ url: string, key: string }>} api
 * @returns {number} the exit code: 0 when a dubbed video came out
 */
export function smokeTest({ url, key }) {
  const setUp = ['scripts/with-setup.mjs', 'packages', 'system', 'build', 'demo', '--'];
  const dub = ['node', 'dist/cli/main.js', 'dub', '--server', url, '--to', 'es'];
  const done = spawnSync(process.execPath, [...setUp, ...dub], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, POLYDUB_KEY: key },
  });
  return done.status ?? 1;
}
