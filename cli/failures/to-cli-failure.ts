import { CommanderError } from 'commander';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { toFailure } from '../../pipeline/errors/to-failure.js';
import { CliFailure } from './cli-failure.js';

/** Turns anything thrown into the failure people read: wrong usage, a known failure, or `internal`. */
export function toCliFailure(error: unknown): CliFailure {
  if (error instanceof CliFailure) return error;
  if (error instanceof CommanderError) return CliFailure.of('usage', error.message.replace(/^error: /, ''));
  if (error instanceof PipelineError) return CliFailure.reported(toFailure(error));
  const message = error instanceof Error ? error.message : String(error);
  return CliFailure.of('internal', message, { cause: error });
}
