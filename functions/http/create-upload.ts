import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type UploadGrant, UploadRequest } from '../../pipeline/contracts/upload.js';
import { describeIssues } from '../../pipeline/errors/describe-issues.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { safeFileName } from '../../pipeline/jobs/safe-file-name.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { signBlobUrl } from '../../platform/storage/sign-blob-url.js';
import { composition } from '../composition.js';
import { readJsonBody } from './handle.js';

/** An upload must start and finish within this, in ms. */
const grantLifetimeMs = 24 * 60 * 60_000;

/** `POST /uploads`: a signed address to upload to, or at once the source when these bytes are stored already. */
export async function createUpload(request: HttpRequest): Promise<HttpResponseInit> {
  const { artifacts, service, settings, now, newId } = await composition();
  const parsed = UploadRequest.safeParse(await readJsonBody(request));
  if (!parsed.success)
    throw new PipelineError('request-invalid', `The upload request is not valid: ${describeIssues(parsed.error)}.`);
  const { name, sizeBytes, sha256 } = parsed.data;
  if (sizeBytes > settings.POLYDUB_MAX_UPLOAD_BYTES) {
    throw new PipelineError(
      'source-too-large',
      `${name} has ${sizeBytes} bytes; ${settings.POLYDUB_MAX_UPLOAD_BYTES} are allowed.`,
    );
  }
  const stored = sha256 === undefined ? undefined : await artifacts.find(sha256);
  if (stored !== undefined && stored.sizeBytes === sizeBytes) {
    const known: UploadGrant = { source: { kind: 'artifact', ...stored, name } };
    return { status: 200, jsonBody: known };
  }
  const blob = `${sha256 ?? newId()}/${safeFileName(name)}`;
  const grant: UploadGrant = {
    source: { kind: 'blob', container: 'uploads', blob, name },
    uploadUrl: await signBlobUrl({
      service,
      container: containerNames.uploads,
      blob,
      permissions: 'rcw',
      now: now(),
      lifetimeMs: grantLifetimeMs,
    }),
    expiresAt: new Date(now().getTime() + grantLifetimeMs).toISOString(),
  };
  return { status: 201, jsonBody: grant };
}
