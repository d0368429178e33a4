import type { JobState, JobStatus } from '../../pipeline/contracts/job-status.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from '../session/polydub-session.js';
import { programWords } from '../text/program-words.js';

/** How often a job is looked at, in ms: the local cloud costs nothing, a server is shared. */
const pollMs = { local: 400, remote: 2_000 } as const;

const isOver: Readonly<Record<JobState, boolean>> = {
  queued: false,
  running: false,
  paused: false,
  completed: true,
  'completed-with-failures': true,
  failed: true,
  cancelled: true,
};

/** A job is taken for paused when it looks so this often: between two stages of another language it may for a moment. */
const looksUntilPaused = 5;

/** Which job to wait for, and who is shown how far it is. */
export interface WaitForJobParams {
  readonly session: PolydubSession;
  readonly progress: ProgressReporter;
  readonly jobId: string;
}

/** Waits until a job is over, or waits itself for a higher budget, and returns its last status. Fails with `interrupted`, saying how to go on waiting, or as the API does. */
export async function waitForJob({ session, progress, jobId }: WaitForJobParams): Promise<JobStatus> {
  let paused = 0;
  try {
    for (;;) {
      const status = await session.run((api) => api.readJob(jobId));
      progress.phase({ kind: 'job', status });
      if (isOver[status.state]) return status;
      paused = status.state === 'paused' ? paused + 1 : 0;
      if (paused === looksUntilPaused) return status;
      await session.io.sleep(pollMs[session.kind], session.signal);
    }
  } catch (error) {
    if (!(error instanceof CliFailure) || error.code !== 'interrupted') throw error;
    throw stoppedWaiting(session, jobId);
  }
}

function stoppedWaiting({ io, kind, reachArguments }: PolydubSession, jobId: string): CliFailure {
  const goesOn = kind === 'local' ? 'is kept and goes on when you come back' : 'goes on without you';
  const reach = reachArguments.map((word) => ` ${quote(word)}`).join('');
  return CliFailure.of('interrupted', `Stopped waiting; job ${jobId} ${goesOn}.`, {
    next: `${programWords(io)} status ${jobId} --watch${reach}`,
  });
}

/** A word a shell takes as one. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
