import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import type { SourceFile } from '../../pipeline/contracts/source-file.js';
import type { UploadRequest } from '../../pipeline/contracts/upload.js';
import type { ApiClient } from '../api-client/create-api-client.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from '../session/polydub-session.js';
import { hashFile } from './hash-file.js';
import type { LocalFile } from './look-at-file.js';
import { mediaTypeOf } from './media-type-of.js';
import { putBlocks } from './put-blocks.js';

/** Signatures in a row that may be refused before a single block went through. */
const maxUselessGrants = 3;

/** Which file goes to which Polydub, and who is told how far it is. */
export interface UploadFileParams {
  readonly session: PolydubSession;
  readonly progress: ProgressReporter;
  readonly file: LocalFile;
}

/**
 * Brings a file to the server, unless its bytes are there already, and returns how a job request names it.
 * An upload that was interrupted goes on where it stopped.
 * Fails with `source-changed`, `upload-refused`, or as the API does.
 */
export async function uploadFile({ session, progress, file }: UploadFileParams): Promise<SourceFile> {
  const { signal } = session;
  const onHashed = (doneBytes: number, totalBytes: number): void =>
    progress.phase({ kind: 'reading', name: file.name, doneBytes, totalBytes });
  const sha256 = await hashFile({ path: file.path, sizeBytes: file.sizeBytes, onBytes: onHashed, signal });
  const mediaType = mediaTypeOf(file.name);
  const request = { name: file.name, sizeBytes: file.sizeBytes, mediaType, sha256 };
  for (let useless = 0; useless < maxUselessGrants; ) {
    const { source, sentBytes } = await session.run((api) => sendOnce({ session, progress, file, api, request }));
    if (source !== undefined) {
      await assertUnchanged(file);
      return source;
    }
    useless = sentBytes > 0 ? 0 : useless + 1;
  }
  throw CliFailure.of('upload-refused', `The storage refused every signature the server gave for ${file.name}.`);
}

interface SendOnceParams extends UploadFileParams {
  readonly api: ApiClient;
  readonly request: z.input<typeof UploadRequest> & { readonly mediaType: string };
}

interface SendOnceOutcome {
  readonly source: SourceFile | undefined;
  readonly sentBytes: number;
}

async function sendOnce({ session, progress, file, api, request }: SendOnceParams): Promise<SendOnceOutcome> {
  const { io, signal } = session;
  const { source, uploadUrl } = await api.createUpload(request);
  if (uploadUrl === undefined) {
    progress.phase({ kind: 'stored', name: file.name, totalBytes: file.sizeBytes });
    return { source, sentBytes: 0 };
  }
  const onBytes = (doneBytes: number, totalBytes: number): void =>
    progress.phase({ kind: 'uploading', name: file.name, doneBytes, totalBytes });
  const target = { io, uploadUrl, signal, mediaType: request.mediaType };
  const { isCommitted, sentBytes } = await putBlocks({ ...target, file, onBytes });
  return { source: isCommitted ? source : undefined, sentBytes };
}

/** What was hashed must be what was sent: the server looks for the bytes under their hash. */
async function assertUnchanged(file: LocalFile): Promise<void> {
  const now = await stat(file.path).catch(() => undefined);
  if (now?.size === file.sizeBytes && now.mtimeMs === file.modifiedMs) return;
  throw CliFailure.of('source-changed', `${file.name} changed while it was uploaded.`);
}
