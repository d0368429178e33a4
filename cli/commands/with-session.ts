import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { createProgress } from '../progress/create-progress.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import { openSession } from '../session/open-session.js';
import type { PolydubSession } from '../session/polydub-session.js';
import type { CommonOptions } from './common-options.js';

/** What a command works with while its session is open. */
export interface SessionTools {
  readonly session: PolydubSession;
  readonly progress: ProgressReporter;
}

/** Opens a session and progress, turns Ctrl-C into a failure `interrupted`, and puts everything away afterwards. */
export async function withSession<Result>(
  io: CliIo,
  options: CommonOptions,
  action: (tools: SessionTools) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const forget = io.onInterrupt(() => controller.abort(CliFailure.of('interrupted', 'Stopped on Ctrl-C.')));
  const progress = createProgress(io, { quiet: options.quiet });
  try {
    const session = await openSession({ io, progress, reach: options, signal: controller.signal });
    try {
      return await action({ session, progress });
    } finally {
      progress.end();
      await session.dispose();
    }
  } finally {
    progress.end();
    forget();
  }
}
