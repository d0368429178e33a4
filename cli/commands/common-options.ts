import type { Command } from 'commander';
import { z } from 'zod';

/** Options nearly every command takes. */
export const CommonOptions = z.object({
  server: z.string().optional(),
  state: z.string().optional(),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
});
export type CommonOptions = z.infer<typeof CommonOptions>;

/** Adds those options to a command. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--server <url>', 'a Polydub elsewhere (or POLYDUB_URL; its key in POLYDUB_KEY); default: this machine')
    .option(
      '--state <folder>',
      'where the cloud on this machine keeps everything (or POLYDUB_STATE; default: .polydub)',
    )
    .option('--json', 'one JSON document on standard output, everything else on standard error')
    .option('--quiet', 'no progress');
}
