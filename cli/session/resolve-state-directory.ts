import { resolve } from 'node:path';
import type { CliIo } from '../cli-io.js';

/** The folder the local cloud keeps everything in: as given, else POLYDUB_STATE, else `.polydub` where the person stands. */
export function resolveStateDirectory(io: Pick<CliIo, 'cwd' | 'env'>, given: string | undefined): string {
  const fromEnvironment = (io.env['POLYDUB_STATE'] ?? '') === '' ? undefined : io.env['POLYDUB_STATE'];
  return resolve(io.cwd, given ?? fromEnvironment ?? '.polydub');
}
