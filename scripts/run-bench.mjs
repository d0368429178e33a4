// `npm run bench [-- name…] [--device cpu|cuda]`: runs the benchmarks of bench/, each a program that prints a table; all of
// them, or those named. The device is that of neural engines, instead of POLYDUB_DEVICE; one that is not there is an error.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'bench');
const all = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
  .map((entry) => entry.name.slice(0, -'.js'.length))
  .toSorted();
const { values, positionals: named } = parseArgs({ allowPositionals: true, options: { device: { type: 'string' } } });
const env = values.device === undefined ? process.env : { ...process.env, POLYDUB_DEVICE: values.device };
const unknown = named.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(', ')}; there are: ${all.join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of named.length > 0 ? named : all) {
    process.stdout.write(`\n## ${name}\n\n`);
    const done = spawnSync(process.execPath, [join(folder, `${name}.js`)], { stdio: 'inherit', env });
    if (done.status !== 0) process.exitCode = 1;
  }
}
