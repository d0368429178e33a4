import type { Command } from 'commander';
import type { z } from 'zod';
import { CliFailure } from '../failures/cli-failure.js';

/** The options a command was given, read against their schema. Fails with `usage`. */
export function parseOptions<Schema extends z.ZodType>(command: Command, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(command.opts());
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw CliFailure.of('usage', issue?.message ?? 'The options are not valid.', {
    next: `Run polydub ${command.name()} --help.`,
  });
}
