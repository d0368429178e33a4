import { join } from 'node:path';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { cloudPaths } from './cloud-paths.js';
import { listCloudUsers } from './list-cloud-users.js';

/** How long the keeper may take to sign in, and how often to look, in ms. */
const signInTimeoutMs = 20_000;
const lookIntervalMs = 50;

/** Which cloud shall go on. */
export interface KeepCloudForJobsParams {
  readonly io: CliIo;
  readonly stateDirectory: string;
}

/**
 * Starts a keeper in the background that uses the local cloud until no job is left, so that this program can end.
 * Resolves once the keeper has signed in. Fails with `cloud-not-started`.
 */
export async function keepCloudForJobs(params: KeepCloudForJobsParams): Promise<{ readonly log: string }> {
  const { io, stateDirectory } = params;
  const log = join(stateDirectory, 'keeper.log');
  const before = await listCloudUsers(stateDirectory);
  io.startInBackground(['dev', '--until-idle', '--state', stateDirectory], log);
  const deadlineMs = io.now() + signInTimeoutMs;
  while ((await listCloudUsers(stateDirectory)).every((pid) => before.includes(pid))) {
    if (io.now() > deadlineMs) {
      const { users } = cloudPaths(stateDirectory);
      throw CliFailure.of(
        'cloud-not-started',
        `Nothing keeps the local cloud running (${users} stayed as it was); see ${log}.`,
      );
    }
    await io.sleep(lookIntervalMs);
  }
  return { log };
}
