import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';

/** How often one call to the blob service is tried. */
const attempts = 5;
/** A block of 8 MiB over a slow line (0.3 Mbit/s) must still arrive. */
const callTimeoutMs = 240_000;
const storageFull = 507;

/** One call to the blob service at a signed address; `query` is added to the signature's. */
export interface SendToBlobParams {
  readonly io: Pick<CliIo, 'sleep'>;
  readonly method: 'GET' | 'PUT';
  readonly uploadUrl: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls the blob service; tries again where that can help. Answers of 404 and 403 are returned: what they mean
 * depends on the call. Fails with `upload-refused` or `server-unreachable`; the signed address is never shown.
 */
export async function sendToBlob(params: SendToBlobParams): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await exchange(params).catch((cause: unknown) => {
      params.signal?.throwIfAborted();
      if (attempt < attempts) return undefined;
      throw CliFailure.of('server-unreachable', `No answer from the storage at ${new URL(params.uploadUrl).origin}.`, {
        cause,
      });
    });
    if (response?.ok === true || response?.status === 404 || response?.status === 403) return response;
    if (response !== undefined && (!mayPass(response.status) || attempt === attempts)) throw await refused(response);
    await response?.body?.cancel();
    await params.io.sleep(200 * 2 ** attempt, params.signal);
  }
}

function exchange({ method, uploadUrl, query, headers, body, signal }: SendToBlobParams): Promise<Response> {
  const url = new URL(uploadUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const timeout = AbortSignal.timeout(callTimeoutMs);
  return fetch(url, {
    method,
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  });
}

/** A storage without room says 507: that passes when somebody makes room, not by asking again. */
const mayPass = (status: number): boolean => status >= 500 && status !== storageFull;

async function refused(response: Response): Promise<CliFailure> {
  if (response.status === storageFull) {
    await response.body?.cancel();
    return CliFailure.of('upload-refused', 'The storage has no room for this file.', {
      next: 'Free some space where the storage keeps its files (--state names the folder here), then run it again.',
    });
  }
  const code = response.headers.get('x-ms-error-code') ?? 'no reason given';
  await response.body?.cancel();
  return CliFailure.of('upload-refused', `The storage refused the upload: ${response.status} ${code}.`);
}
