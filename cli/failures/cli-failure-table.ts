import type { ExitName } from '../exit-codes.js';

/** What a failure noticed by the CLI itself means: how the program ends and what the reader can do. */
export interface CliFailureEntry {
  readonly exit: ExitName;
  readonly next: string;
}

const entry = (exit: ExitName, next: string): CliFailureEntry => ({ exit, next });

/** Failures the CLI notices itself, before or beside the server. Where the server has a code for it, it is the same code. */
export const cliFailureTable = {
  usage: entry('usage', 'Run polydub --help, or polydub <command> --help.'),
  'source-missing': entry('input', 'Check the path; quote names that hold spaces.'),
  'source-not-media': entry('input', 'Give the path of one video file.'),
  'source-empty': entry('input', 'Export the file again; check that it finished.'),
  'source-changed': entry('input', 'Wait until nothing writes to the file any more and run it again.'),
  'language-missing': entry('input', 'Name at least one target language, for example --to es or --to es,fr.'),
  'language-unknown': entry(
    'input',
    'Use BCP-47 tags such as es, pt-BR or ca; polydub languages lists what is reachable.',
  ),
  'glossary-invalid': entry('input', 'Write one term a line as source,target; quote terms that hold a comma.'),
  'consent-invalid': entry(
    'input',
    'Write a consent as docs/voice-cloning.md shows it: who agreed, to what, when, for which languages and use.',
  ),
  'demo-missing': entry('setup', 'Run npm run setup, which makes the demo clip, or give the path of a video.'),
  'setup-missing': entry('setup', 'Run npm run setup, then npm run doctor to see what is still missing.'),
  'cloud-not-started': entry('setup', 'Run npm run doctor; the log named in the message says more.'),
  'server-unreachable': entry('server', 'Check the address and the network, then run it again; finished work is kept.'),
  'key-refused': entry('server', 'Set POLYDUB_KEY to a function key of this server.'),
  'answer-unexpected': entry(
    'failed',
    'Check that the address is a Polydub server of the same version as this program.',
  ),
  'upload-refused': entry('server', 'Run it again; blocks that arrived are not sent twice.'),
  'download-damaged': entry('failed', 'Run it again; files that arrived whole are not fetched twice.'),
  'output-not-written': entry('failed', 'Choose another folder with --out, or free some space.'),
  'job-paused': entry('paused', 'Raise the budget with polydub budget, or cancel the job; finished work is kept.'),
  'length-unknown': entry('input', 'Say how long the video is with --duration, in seconds, or install ffmpeg.'),
  interrupted: entry('interrupted', 'Run the same command again; finished work is kept.'),
  internal: entry('failed', 'Run it again; if it stays, report it with the command that was run.'),
} as const satisfies Record<string, CliFailureEntry>;

/** A failure code of the CLI itself; see {@link cliFailureTable}. */
export type CliFailureCode = keyof typeof cliFailureTable;
