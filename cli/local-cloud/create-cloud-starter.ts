import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { CliFailure } from '../failures/cli-failure.js';
import { cloudPaths } from './cloud-paths.js';
import { CloudRecord, type CloudStarter } from './cloud-record.js';

/** A cloud that has not answered after this long, in ms, will not. A slow disk and a long journal need a while. */
const startTimeoutMs = 60_000;
/** How much of the log a failure to start shows, in lines. */
const shownLogLines = 5;

/** Starts local clouds as processes of their own, from the program at `mainPath`. */
export function createCloudStarter(mainPath: string): CloudStarter {
  return async ({ stateDirectory }) => {
    if (!existsSync(mainPath)) {
      throw CliFailure.of('setup-missing', `The local cloud is not built (${mainPath} is missing).`);
    }
    await mkdir(stateDirectory, { recursive: true });
    const logPath = cloudPaths(stateDirectory).log;
    const log = await open(logPath, 'a');
    try {
      // detached: Ctrl-C in the terminal must reach this program only, which then stops the cloud in order
      const child = spawn(process.execPath, [mainPath, '--state', stateDirectory], {
        detached: true,
        stdio: ['ignore', 'pipe', log.fd],
      });
      return await untilReady(child, logPath);
    } finally {
      await log.close();
    }
  };
}

async function untilReady(child: ChildProcess, logPath: string): Promise<CloudRecord> {
  const timer = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    return await firstRecord(child);
  } catch (cause) {
    child.kill('SIGKILL');
    const tail = (await readFile(logPath, 'utf8').catch(() => '')).trim().split('\n').slice(-shownLogLines).join('\n');
    throw CliFailure.of('cloud-not-started', `The local cloud did not start. Its log, ${logPath}, ends:\n${tail}`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
    // the cloud outlives this program if others use it, so nothing of it may keep this one alive
    child.stdout?.destroy();
    child.unref();
  }
}

async function firstRecord(child: ChildProcess): Promise<CloudRecord> {
  const output = child.stdout;
  if (output === null) throw new Error('the process has no standard output');
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const reading = (async (): Promise<CloudRecord> => {
    for await (const line of createInterface({ input: output })) {
      if (line.startsWith('{')) return CloudRecord.parse(JSON.parse(line));
    }
    throw new Error('the process ended before it was ready');
  })();
  return Promise.race([reading, failed]);
}
