import type { CloudStarter } from './local-cloud/cloud-record.js';

/** Somewhere text can be written. */
export interface TextSink {
  readonly write: (text: string) => void;
}

/** A sink that may be a terminal. Sizes are in character cells. */
export interface TerminalSink extends TextSink {
  readonly isTTY: boolean;
  readonly columns: () => number;
  readonly rows: () => number;
}

/** Everything the CLI takes from the world around it, so that tests can play the world. */
export interface CliIo {
  readonly stdout: TextSink & Partial<Pick<TerminalSink, 'isTTY' | 'columns'>>;
  readonly stderr: TerminalSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths of arguments start; absolute. */
  readonly cwd: string;
  /** Where the built program, its scripts and the local cloud are installed; absolute. */
  readonly packageRoot: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls `listener` on the first Ctrl-C (the second ends the program at once); the result takes it away again. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Starts the cloud on this machine. */
  readonly startCloud: CloudStarter;
  /** Runs another program of this package with the terminal handed through; resolves with its exit code. */
  readonly runScript: (script: string, args: readonly string[]) => Promise<number>;
  /** Starts this program again in the background, on its own. */
  readonly startInBackground: (args: readonly string[], logFile: string) => void;
}
