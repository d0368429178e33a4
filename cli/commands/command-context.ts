import type { CliIo } from '../cli-io.js';
import type { ExitName } from '../exit-codes.js';

/** What every command is made with. */
export interface CommandContext {
  readonly io: CliIo;
  /** Says how the program ends when the command is through; `ok` unless said. */
  readonly endWith: (exit: ExitName) => void;
}
