import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { CliFailure } from '../failures/cli-failure.js';

/** The failure a job that is over ended with, or undefined where all of it came out. */
export function outcomeFailure(status: JobStatus): CliFailure | undefined {
  switch (status.state) {
    case 'queued':
    case 'running':
    case 'completed':
      return undefined;
    case 'paused':
      return CliFailure.of('job-paused', `Job ${status.id} waits for a higher budget. ${pauseOf(status)}`, {
        next: `polydub budget ${status.id} ${neededAmount(status)} lets it go on; what is done is kept.`,
      });
    case 'cancelled':
      return CliFailure.reported({
        code: 'cancelled',
        message: `Job ${status.id} was cancelled.`,
        next: 'Submit it again if that was a mistake; finished work is kept.',
      });
    case 'failed':
      return CliFailure.reported(firstFailure(status));
    case 'completed-with-failures':
      return partialFailure(status);
    default:
      return status.state satisfies never;
  }
}

function pauseOf({ pauses = [] }: JobStatus): string {
  return pauses.map(({ message }) => message).join(' ');
}

/** The budget the whole job is foreseen to need, and in any case what waits, in US dollars. */
function neededAmount({ pauses = [], cost }: JobStatus): number {
  const foreseen = Math.ceil((cost?.foreseen ?? 0) * 1e4) / 1e4;
  return Math.max(foreseen, ...pauses.map((pause) => pause.neededAmount));
}

type Reported = Parameters<typeof CliFailure.reported>[0];

function firstFailure(status: JobStatus): Reported {
  const failure = status.failure ?? status.targets.find((target) => target.failure !== undefined)?.failure;
  if (failure !== undefined) return failure;
  return { code: 'internal', message: `Job ${status.id} failed.`, next: 'See the job log; report it with the job id.' };
}

function partialFailure(status: JobStatus): CliFailure {
  const failed = status.targets.filter(({ state }) => state === 'failed');
  const reasons = failed.map(({ language, failure }) => `${language}: ${failure?.message ?? 'failed'}`).join(' ');
  const { code, next } = firstFailure(status);
  const message = `${failed.length} of ${status.targets.length} languages failed. ${reasons}`;
  return new CliFailure({ code, message, next, exit: 'partial' });
}
