import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { PolydubSession } from '../session/polydub-session.js';
import { hashFile, type OnBytes } from '../upload/hash-file.js';
import { fetchToFile } from './fetch-to-file.js';

/** How often one file is fetched before the CLI gives up. */
const attempts = 4;

/** Which file goes where; `path` is absolute. */
export interface DownloadFileParams {
  readonly session: PolydubSession;
  readonly jobId: string;
  readonly output: JobOutput;
  readonly path: string;
  readonly onBytes: OnBytes;
}

/**
 * Brings one file: written beside its place, checked against its hash, then put in place in one step, so that a file
 * under its name is always whole. Fails with `download-damaged` or `output-not-written`.
 */
export async function downloadFile(params: DownloadFileParams): Promise<'new' | 'unchanged'> {
  const { session, output, path } = params;
  if (await holdsAlready(params)) return 'unchanged';
  await mkdir(dirname(path), { recursive: true }).catch(notWritten(path));
  const temporary = `${path}.${process.pid}.part`;
  try {
    let url: string | undefined = output.url;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await fetchToFile({ ...params, url, temporary, signal: session.signal });
      if (outcome === 'whole') break;
      if (attempt === attempts) {
        throw CliFailure.of('download-damaged', `${output.name} did not arrive whole in ${attempts} attempts.`);
      }
      await session.io.sleep(250 * 2 ** attempt, session.signal);
      // the signature may have run out, or a restarted local cloud may have another address
      url = await freshUrl(params);
    }
    await rename(temporary, path).catch(notWritten(path));
    return 'new';
  } finally {
    await rm(temporary, { force: true });
  }
}

async function holdsAlready({ session, output, path }: DownloadFileParams): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true || found.size !== output.sizeBytes) return false;
  return (await hashFile({ path, sizeBytes: found.size, signal: session.signal })) === output.sha256;
}

async function freshUrl({ session, jobId, output }: DownloadFileParams): Promise<string> {
  const { outputs } = await session.run((api) => api.listOutputs(jobId));
  const same = outputs.find(({ sha256, name, language }) => {
    return sha256 === output.sha256 && name === output.name && language === output.language;
  });
  return same?.url ?? output.url;
}

function notWritten(path: string): (cause: unknown) => never {
  return (cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw CliFailure.of('output-not-written', `${path} cannot be written: ${reason}.`, { cause });
  };
}
