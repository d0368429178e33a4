// `npm run doctor [-- --json]`: names every missing piece and the command that installs it. Exit 1 when a required one is missing.
// Plain JavaScript without dependencies: it must work before `npm ci` has.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listChecks } from './doctor/list-checks.mjs';
import { probeMachine } from './doctor/probe-machine.mjs';
import { renderReport } from './doctor/render-report.mjs';
import { readPackages } from './setup/read-packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeRange = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
const checks = listChecks(probeMachine(root), readPackages(), nodeRange);
const isReady = checks.every((check) => check.isPresent || check.need !== 'required');
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ isReady, checks }, undefined, 2)}\n`);
else process.stdout.write(`${renderReport(checks, process.platform)}\n`);
process.exitCode = isReady ? 0 : 1;
