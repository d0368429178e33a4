// The determinism lint: orchestrators and the domain read no clock, no random numbers, no environment, no network.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findImpurities } from './checks/find-impurities.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where what is banned, and how many files must be there for the check to mean anything. */
const AREAS = /** @type {const} */ ([
  { folder: 'functions/orchestrators', isReplayed: true, floor: 8 },
  { folder: 'pipeline', isReplayed: false, floor: 150 },
]);

let faults = 0;
for (const { folder, isReplayed, floor } of AREAS) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const file of files) {
    const text = readFileSync(join(root, folder, file), 'utf8');
    for (const { line, reason } of findImpurities(text, { isReplayed })) {
      process.stderr.write(`${folder}/${file}:${line}: ${reason}\n`);
      faults += 1;
    }
  }
  if (files.length < floor) {
    process.stderr.write(`${folder}: ${files.length} files seen, at least ${floor} expected\n`);
    faults += 1;
  }
}
process.exitCode = faults > 0 ? 1 : 0;
