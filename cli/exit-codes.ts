/** One way the program can end: the number the shell sees and what it means to a person. */
export interface ExitCodeEntry {
  readonly code: number;
  readonly meaning: string;
}

const entry = (code: number, meaning: string): ExitCodeEntry => ({ code, meaning });

/** The one table of exit codes; `polydub --help` prints it and docs/cli.md repeats it. Codes are stable. */
export const exitCodes = {
  ok: entry(0, 'done'),
  failed: entry(1, 'the job failed, or something unexpected went wrong'),
  usage: entry(2, 'the command or the request was not understood'),
  input: entry(3, 'what was given cannot be used: the file, the language, the transcript, the job id'),
  cancelled: entry(4, 'the job was cancelled'),
  partial: entry(5, 'some languages came out, others failed'),
  setup: entry(6, 'an engine or a part of the set-up is missing; see polydub doctor'),
  server: entry(7, 'the server did not answer, or refused the key'),
  paused: entry(8, 'the job waits for a higher budget; see polydub budget'),
  interrupted: entry(130, 'stopped waiting on Ctrl-C; the job is kept'),
} as const satisfies Record<string, ExitCodeEntry>;

/** The name of an exit code; see {@link exitCodes}. */
export type ExitName = keyof typeof exitCodes;
