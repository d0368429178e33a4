import { Command } from 'commander';
import type { CliIo } from './cli-io.js';
import { budgetCommand } from './commands/budget.js';
import { cancelCommand } from './commands/cancel.js';
import { capacityCommand } from './commands/capacity.js';
import type { CommandContext } from './commands/command-context.js';
import { devCommand } from './commands/dev.js';
import { doctorCommand } from './commands/doctor.js';
import { dubCommand } from './commands/dub.js';
import { enginesCommand } from './commands/engines.js';
import { estimateCommand } from './commands/estimate.js';
import { languagesCommand } from './commands/languages.js';
import { listCommand } from './commands/list.js';
import { outputsCommand } from './commands/outputs.js';
import { statusCommand } from './commands/status.js';
import { submitCommand } from './commands/submit.js';
import { traceCommand } from './commands/trace.js';
import { exitCodes } from './exit-codes.js';

/** The whole command line; parsing it runs a command. Nothing of it ends the process or writes past `io`. */
export function createProgram(io: CliIo, endWith: CommandContext['endWith']): Command {
  const context = { io, endWith };
  const program = new Command('polydub')
    .description('Polydub takes a video and gives it back speaking other languages.')
    .helpCommand(false)
    .addHelpText('after', renderExitCodes());
  const commands = [
    dubCommand,
    submitCommand,
    statusCommand,
    listCommand,
    estimateCommand,
    budgetCommand,
    capacityCommand,
    cancelCommand,
    outputsCommand,
    traceCommand,
    languagesCommand,
    enginesCommand,
    doctorCommand,
    devCommand,
  ];
  for (const create of commands) program.addCommand(create(context));
  // a program of its own, see runCli; here for the help only
  program.command('subtitles').description('check, repair, convert and make subtitle files');
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => undefined, // a usage failure is written once, where all failures are
    });
  }
  return program;
}

function renderExitCodes(): string {
  const lines = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
  return `\nExit codes:\n${lines.join('\n')}\n`;
}
