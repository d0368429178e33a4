// `npm run depcruise`: who may import whom (.dependency-cruiser.cjs), and that enough modules were seen to believe it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruiseTree } from './checks/cruise-tree.mjs';

/** Fewer modules than this in a folder means that the check went blind, not that the tree shrank. Raise as it grows. */
const MODULE_FLOORS = { pipeline: 250, platform: 10, functions: 40, 'gpu-container': 120, local: 100, cli: 80 };

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = [...Object.keys(MODULE_FLOORS), 'web', 'bench', 'scripts'].filter((name) =>
  existsSync(join(root, name)),
);
const { violations, modules } = await cruiseTree(root, folders);
for (const { rule, from, to } of violations) process.stderr.write(`${rule}: ${from} -> ${to}\n`);
const blind = Object.entries(MODULE_FLOORS).flatMap(([folder, floor]) => {
  const seen = modules.filter((module) => module.startsWith(`${folder}/`)).length;
  return seen < floor ? [`${folder}: ${seen} modules seen, at least ${floor} expected`] : [];
});
for (const line of blind) process.stderr.write(`${line}\n`);
process.stderr.write(`${modules.length} modules, ${violations.length} violations\n`);
process.exitCode = violations.length + blind.length > 0 ? 1 : 0;
