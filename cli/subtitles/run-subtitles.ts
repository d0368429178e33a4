import { Command, CommanderError, Option } from 'commander';
import { toFailure } from '../../pipeline/errors/to-failure.js';
import { subtitleFormats } from '../../pipeline/subtitles/model/subtitle-document.js';
import { profileNames } from '../../pipeline/subtitles/profiles/resolve-profile.js';
import { checkCommand } from './check-command.js';
import { type CommandIo, exitCodes } from './command-io.js';
import { convertCommand } from './convert-command.js';
import { cueCommand } from './cue-command.js';
import { fixCommand } from './fix-command.js';

const withMeasures = (command: Command): Command =>
  command
    .addOption(new Option('--profile <name>', 'what to measure by').choices([...profileNames]).default('netflix'))
    .option('--rules <file>', 'JSON file whose values replace those of the profile')
    .option('--frame-rate <rate>', 'frames a second: 24, 25, 29.97, 24000/1001', '25')
    .option('--shots <file>', 'cuts: a JSON array of ms, or one time in seconds on each line')
    .option('--duration <seconds>', 'length of the programme');

const withReading = (command: Command): Command =>
  command
    .option('--language <tag>', 'BCP-47 tag of the text; found in the file or its name when left out')
    .option('--encoding <label>', 'character encoding, when it is not found by itself')
    .addOption(new Option('--from <format>', 'format of the file').choices([...subtitleFormats]))
    .option('--recover', 'leave out what cannot be read instead of stopping')
    .option('--json', 'print one JSON document');

const build = (io: CommandIo, finish: (code: number) => void): Command => {
  const program = new Command('subtitles')
    .description('Check, repair, convert and make subtitles')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  withMeasures(withReading(program.command('check <file>')))
    .description('measure every cue by every rule of a profile')
    .action(async (file: string, options: unknown) => finish(await checkCommand(file, options, io)));
  withMeasures(withReading(program.command('fix <file> [output]')))
    .description('repair what can be repaired; writes <name>.fixed.<ext> when no output is named')
    .action(async (file: string, output: string | undefined, options: unknown) =>
      finish(await fixCommand({ file, output }, options, io)),
    );
  withReading(program.command('convert <file> <output>'))
    .description('write a file in the format of the output name')
    .addOption(new Option('--to <format>', 'format, when the output name does not say').choices([...subtitleFormats]))
    .option('--frame-rate <rate>', 'frames a second to be named in TTML', '25')
    .option('--title <title>', 'title to be named in the file')
    .action(async (file: string, output: string, options: unknown) =>
      finish(await convertCommand({ file, output }, options, io)),
    );
  withMeasures(program.command('cue <transcript> <output>'))
    .description('make subtitles from a transcript (segments with words and times, JSON)')
    .option('--language <tag>', 'BCP-47 tag, when the transcript does not say')
    .option('--json', 'print the whole report as JSON')
    .action(async (file: string, output: string, options: unknown) =>
      finish(await cueCommand({ file, output }, options, io)),
    );
  return program;
};

/**
 * Runs `subtitles check|fix|convert|cue`. Returns the exit code: 0 done and clean, 1 rules are broken, 2 wrong usage,
 * 3 the file cannot be read or written.
 */
export async function runSubtitles(argv: readonly string[], io: CommandIo): Promise<number> {
  let code: number = exitCodes.clean;
  const program = build(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    const failure = toFailure(error);
    const isJson = argv.includes('--json');
    if (isJson) io.stdout.write(`${JSON.stringify({ error: failure })}\n`);
    else io.stderr.write(`${failure.message}\n${failure.next}\n`);
    return failure.code === 'request-invalid' || failure.code === 'language-unknown'
      ? exitCodes.usage
      : exitCodes.unreadable;
  }
}
