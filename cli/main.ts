#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProcessIo } from './create-process-io.js';
import { runCli } from './run-cli.js';

const mainPath = fileURLToPath(import.meta.url);
// this file is <package>/dist/cli/main.js
const packageRoot = dirname(dirname(dirname(mainPath)));

// `polydub … | head` closes our standard output early; that is no error of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(createProcessIo({ packageRoot, mainPath }), process.argv.slice(2));
