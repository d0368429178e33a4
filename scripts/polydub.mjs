#!/usr/bin/env node
// `npx polydub …`: the CLI with the set-up it needs, without npm's own lines on standard output.
import { fileURLToPath } from 'node:url';

const needs = ['packages', 'system', 'build', 'demo', '--from-caller'];
const withSetup = new URL('./with-setup.mjs', import.meta.url);
process.argv = [
  process.execPath,
  fileURLToPath(withSetup),
  ...needs,
  '--',
  'node',
  'dist/cli/main.js',
  ...process.argv.slice(2),
];
await import(withSetup.href);
