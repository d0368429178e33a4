#!/usr/bin/env node
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLocalCloud } from './cloud/start-local-cloud.js';
import type { HostLogEntry } from './functions-host/host-log.js';
import { processStartTime } from './journal/process-start-time.js';

/** The local cloud as a process: prints one JSON line with its addresses when it is up, runs until it is told to stop. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { state: { type: 'string', default: '.polydub' }, port: { type: 'string' } },
  });
  const stateDirectory = resolve(values.state);
  const cloud = await startLocalCloud({
    stateDirectory,
    appRoot: join(dirname(fileURLToPath(import.meta.url)), '../..'),
    log: writeLogLine,
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
  });
  const { url, blobEndpoint, storageConnectionString, serviceBusConnectionString, logDirectory } = cloud;
  const record = {
    pid: process.pid,
    url,
    blobEndpoint,
    serviceBusEndpoint: serviceBusConnectionString,
    storageConnectionString,
    logDirectory,
    startedAt: new Date().toISOString(),
    processStartTime: await processStartTime(process.pid),
  };
  const recordPath = join(stateDirectory, 'local-cloud.json');
  await writeFile(recordPath, `${JSON.stringify(record, null, 2)}\n`);
  const stop = async () => {
    await rm(recordPath, { force: true });
    await cloud.dispose();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop()); // a rejection ends the process, which is what was asked for
  process.once('SIGINT', () => void stop());
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

/** One JSON object per line on standard error; standard output is for the address alone. */
function writeLogLine({ cause, ...entry }: HostLogEntry): void {
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : cause;
  process.stderr.write(
    `${JSON.stringify({ time: new Date().toISOString(), ...entry, ...(reason ? { cause: String(reason) } : {}) })}\n`,
  );
}

await main();
