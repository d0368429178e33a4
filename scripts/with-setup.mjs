// Runs a command of package.json after bringing what it needs, so that a fresh clone needs one command only:
//   node scripts/with-setup.mjs <need…> [--again] [--from-caller] -- <command> <argument…>
// Plain JavaScript without dependencies: it runs before `npm ci` has.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runSetup } from './setup/run-setup.mjs';
import { SetupError } from './setup/setup-error.mjs';

/** The CLI's exit code for a set-up that lacks something (docs/cli.md). */
const SETUP_EXIT_CODE = 6;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {readonly string[]} argv */
async function main(argv) {
  const border = argv.indexOf('--');
  const [command, ...args] = argv.slice(border + 1);
  if (border < 0 || command === undefined)
    throw new SetupError('usage: with-setup.mjs <need…> -- <command> <argument…>');
  const options = argv.slice(0, border);
  runSetup(
    root,
    options.filter((word) => !word.startsWith('--')),
    { isAgain: options.includes('--again') },
  );
  // npm changes to the package's folder; a file named by a person is relative to where that person stands
  process.chdir(options.includes('--from-caller') ? (process.env['INIT_CWD'] ?? process.cwd()) : root);
  if (command === 'node') return await runScript(args);
  runProgram(command, args);
}

/**
 * A script of ours runs in this very process: no second start, no signal to forward.
 * @param {readonly string[]} args
 */
async function runScript([script = '', ...args]) {
  const path = resolve(root, script);
  process.argv = [process.execPath, path, ...args];
  await import(pathToFileURL(path).href);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function runProgram(command, args) {
  const local = join(root, 'node_modules', '.bin');
  const env = {
    ...process.env,
    PATH: `${local}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`,
  };
  const child = spawn(command, [...args], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', (cause) => fail(cause));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}

/** @param {unknown} cause */
function fail(cause) {
  if (!(cause instanceof SetupError)) throw cause;
  process.exitCode = SETUP_EXIT_CODE;
  if (process.argv.includes('--json')) {
    const next = 'Run npm run doctor: it names what is missing and the command that installs it.';
    process.stdout.write(`${JSON.stringify({ error: { code: 'setup-missing', message: cause.message, next } })}\n`);
  } else process.stderr.write(`polydub: ${cause.message}\n`);
}

await main(process.argv.slice(2)).catch(fail);
