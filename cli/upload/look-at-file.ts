import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { CliFailure } from '../failures/cli-failure.js';

/** A file on this machine that is there, is a plain file and holds something. */
export interface LocalFile {
  readonly path: string;
  /** Its name in Unicode NFC, as it is told to the server. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Looks at a file before anything is done with it. Fails with `source-missing`, `source-not-media` or `source-empty`. */
export async function lookAtFile(cwd: string, given: string): Promise<LocalFile> {
  const path = resolve(cwd, given);
  const found = await stat(path).catch((cause: unknown) => {
    throw CliFailure.of('source-missing', `There is no file ${given}${accessReason(cause)}.`, { cause });
  });
  if (found.isDirectory()) throw CliFailure.of('source-not-media', `${given} is a folder, not a file.`);
  if (!found.isFile()) throw CliFailure.of('source-not-media', `${given} is not a plain file.`);
  if (found.size === 0) throw CliFailure.of('source-empty', `${given} is empty (0 bytes).`);
  return { path, name: basename(path).normalize('NFC'), sizeBytes: found.size, modifiedMs: found.mtimeMs };
}

function accessReason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOENT' || typeof code !== 'string' ? '' : ` we can read (${code})`;
}
