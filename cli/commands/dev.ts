import { Command } from 'commander';
import { z } from 'zod';
import { apiBaseUrl } from '../api-client/api-base-url.js';
import { createApiClient } from '../api-client/create-api-client.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { CloudRecord } from '../local-cloud/cloud-record.js';
import { describeCloud } from '../local-cloud/describe-cloud.js';
import { joinLocalCloud } from '../local-cloud/join-local-cloud.js';
import { leaveLocalCloud } from '../local-cloud/leave-local-cloud.js';
import { readCloudRecord } from '../local-cloud/read-cloud-record.js';
import { resolveStateDirectory } from '../session/resolve-state-directory.js';
import { programWords } from '../text/program-words.js';
import type { CommandContext } from './command-context.js';
import { parseOptions } from './parse-options.js';
import { writeResult } from './write-result.js';

const DevOptions = z.object({
  state: z.string().optional(),
  json: z.boolean().default(false),
  untilIdle: z.boolean().default(false),
});

/** How often the cloud is looked at, in ms: whether it lives, and whether it still has jobs. */
const lookIntervalMs = 1_000;
/** How often a cloud that died is started again. */
const maxRestarts = 5;

/** `polydub dev`: the cloud on this machine in the foreground, until Ctrl-C. */
export function devCommand(context: CommandContext): Command {
  const command = new Command('dev')
    .description('the cloud on this machine in the foreground, with its addresses, until Ctrl-C')
    .option('--state <folder>', 'where it keeps everything (or POLYDUB_STATE; default: .polydub)')
    .option('--until-idle', 'stop by itself when no job is left')
    .option('--json', 'its addresses as one JSON document on standard output');
  return command.action(async () => {
    const options = parseOptions(command, DevOptions);
    const stateDirectory = resolveStateDirectory(context.io, options.state);
    await dev(context.io, { ...options, stateDirectory });
  });
}

interface DevParams {
  readonly stateDirectory: string;
  readonly json: boolean;
  readonly untilIdle: boolean;
}

async function dev(io: CliIo, { stateDirectory, json, untilIdle }: DevParams): Promise<void> {
  const interrupted = new AbortController();
  const forget = io.onInterrupt(() => interrupted.abort(CliFailure.of('interrupted', 'Stopped on Ctrl-C.')));
  const join = (): ReturnType<typeof joinLocalCloud> => {
    return joinLocalCloud({
      io,
      stateDirectory,
      onStart: () => io.stderr.write('starting the cloud on this machine…\n'),
    });
  };
  try {
    const { record } = await join();
    writeResult(io, {
      isJson: json,
      json: record,
      text: describeCloud({ record, stateDirectory, program: programWords(io) }),
    });
    await stay(io, {
      record,
      stateDirectory,
      untilIdle,
      signal: interrupted.signal,
      again: async () => (await join()).record,
    });
  } finally {
    const others = await leaveLocalCloud({ io, stateDirectory });
    const end = others.length === 0 ? 'stopped' : `goes on until process ${others.join(', ')} is through with it`;
    io.stderr.write(`The local cloud ${end}.\n`);
    forget();
  }
}

interface StayParams {
  readonly record: CloudRecord;
  readonly stateDirectory: string;
  readonly untilIdle: boolean;
  readonly signal: AbortSignal;
  readonly again: () => Promise<CloudRecord>;
}

/** Stays until Ctrl-C, or until no job is left; starts a cloud that died again, within bounds. */
async function stay(io: CliIo, { record, stateDirectory, untilIdle, signal, again }: StayParams): Promise<void> {
  let { url } = record;
  for (let restarts = 0; !signal.aborted; ) {
    if ((await readCloudRecord(stateDirectory)) === undefined) {
      if (restarts === maxRestarts) throw CliFailure.of('cloud-not-started', 'The local cloud stopped too often.');
      restarts += 1;
      io.stderr.write(`The local cloud stopped; starting it again (${restarts} of ${maxRestarts}).\n`);
      ({ url } = await again());
    }
    if (untilIdle && (await isIdle(io, url))) return;
    // Ctrl-C is how this command ends, not a failure of it
    await io.sleep(lookIntervalMs, signal).catch(() => undefined);
  }
}

async function isIdle(io: CliIo, url: string): Promise<boolean> {
  const jobs = await createApiClient({ io, baseUrl: apiBaseUrl(url) })
    .listJobs()
    .catch(() => undefined); // died just now: the next look notices
  return jobs?.every(({ state }) => state !== 'queued' && state !== 'running') ?? false;
}
