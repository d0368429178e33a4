import { Command } from 'commander';
import type { CommandContext } from './command-context.js';

/** `polydub doctor`: names every missing piece of the set-up and the command that installs it. */
export function doctorCommand({ io, endWith }: CommandContext): Command {
  return new Command('doctor')
    .description('what is missing on this machine, and the command that installs it')
    .option('--json', 'one JSON document on standard output')
    .action(async (options: { readonly json?: true }) => {
      const code = await io.runScript('scripts/doctor.mjs', options.json === true ? ['--json'] : []);
      if (code !== 0) endWith('setup');
    });
}
