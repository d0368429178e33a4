import type { ExitName } from '../exit-codes.js';
import { type CliFailureCode, cliFailureTable } from './cli-failure-table.js';
import { exitNameOf } from './exit-name-of.js';

/** What a {@link CliFailure} is made of. */
export interface CliFailureParams {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly exit: ExitName;
  readonly cause?: unknown;
}

/**
 * A failure as people see it: what happened, what to do next and how the program ends.
 * It exists beside `PipelineError` because the next step often comes from the server's answer, not from a table here.
 */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly code: string;
  readonly next: string;
  readonly exit: ExitName;

  constructor(params: CliFailureParams) {
    super(params.message, params.cause === undefined ? undefined : { cause: params.cause });
    this.code = params.code;
    this.next = params.next;
    this.exit = params.exit;
  }

  /** A failure the CLI noticed itself; `next` replaces the table's advice where something better is known. */
  static of(code: CliFailureCode, message: string, options: { next?: string; cause?: unknown } = {}): CliFailure {
    const { exit, next } = cliFailureTable[code];
    return new CliFailure({ code, message, exit, next: options.next ?? next, cause: options.cause });
  }

  /** A failure the server reported, as a problem or inside a job's status. */
  static reported(failure: { readonly code: string; readonly message: string; readonly next: string }): CliFailure {
    const { code, message, next } = failure;
    return new CliFailure({ code, message, next, exit: exitNameOf(code) });
  }
}
