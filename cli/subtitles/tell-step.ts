import type { CommandIo } from './command-io.js';

/** Says on standard error what is under way; a long file takes a second, and silence looks like a hang. Not with --json. */
export function tellStep(io: CommandIo, options: { readonly json?: boolean | undefined }, step: string): void {
  if (options.json !== true) io.stderr.write(`${step}…\n`);
}
