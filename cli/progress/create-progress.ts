import type { CliIo } from '../cli-io.js';
import { createPainter } from '../text/create-painter.js';
import { createLineProgress } from './create-line-progress.js';
import { createLiveProgress } from './create-live-progress.js';
import type { ProgressReporter } from './progress-reporter.js';

const nothing = (): void => undefined;
const silent: ProgressReporter = { phase: nothing, note: nothing, clear: nothing, end: nothing };

/** The reporter that suits standard error: a redrawn block on a terminal, a line per change elsewhere, nothing if quiet. */
export function createProgress(io: CliIo, options: { readonly quiet: boolean }): ProgressReporter {
  if (options.quiet) return silent;
  if (!io.stderr.isTTY || io.env['TERM'] === 'dumb' || io.env['CI'] !== undefined) return createLineProgress(io.stderr);
  return createLiveProgress({ sink: io.stderr, now: io.now, painter: createPainter(io, true) });
}
