import { CommanderError } from 'commander';
import type { CliIo } from './cli-io.js';
import { createProgram } from './create-program.js';
import { type ExitName, exitCodes } from './exit-codes.js';
import { renderFailure } from './failures/render-failure.js';
import { toCliFailure } from './failures/to-cli-failure.js';

/** Runs the program with the words after its name and returns its exit code; every failure is written, none is thrown. */
export async function runCli(io: CliIo, given: readonly string[]): Promise<number> {
  // `npm run dub -- estimate video.mp4`: the script's own word comes first; a video alone is never this
  const args = given[0] === 'dub' && given[1] === 'estimate' && given.length > 2 ? given.slice(1) : given;
  const [command, ...words] = args;
  if (command === 'subtitles') {
    // loaded only when asked for: its language tables would slow every other command down
    const { runSubtitles } = await import('./subtitles/run-subtitles.js');
    return runSubtitles(words, io);
  }
  let exit: ExitName = 'ok';
  const program = createProgram(io, (name) => {
    exit = name;
  });
  try {
    if (args.length === 0) program.help();
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok.code; // help was asked for
    exit = writeFailure(io, args, error);
  }
  return exitCodes[exit].code;
}

function writeFailure(io: CliIo, args: readonly string[], error: unknown): ExitName {
  const failure = toCliFailure(error);
  const { code, message, next } = failure;
  if (wantsJson(args)) io.stdout.write(`${JSON.stringify({ error: { code, message, next } }, undefined, 2)}\n`);
  else {
    // the terminal has just written ^C where the next line begins
    const lineEnd = code === 'interrupted' && io.stderr.isTTY ? '\n' : '';
    io.stderr.write(`${lineEnd}${renderFailure(failure)}`);
  }
  return failure.exit;
}

/** Asked of the words themselves: a failure to read them must be JSON too. */
function wantsJson(args: readonly string[]): boolean {
  const border = args.indexOf('--');
  return (border < 0 ? args : args.slice(0, border)).includes('--json');
}
