import type { CliIo } from '../cli-io.js';

/** A command's result, for machines and for people. */
export interface WriteResultParams {
  readonly isJson: boolean;
  readonly json: unknown;
  readonly text: string;
}

/** Writes a command's result to standard output: one JSON document, or text. Nothing else writes there. */
export function writeResult(io: Pick<CliIo, 'stdout'>, { isJson, json, text }: WriteResultParams): void {
  io.stdout.write(isJson ? `${JSON.stringify(json, undefined, 2)}\n` : text);
}
