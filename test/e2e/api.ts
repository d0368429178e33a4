import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { JobOutputs } from '../../pipeline/contracts/job-output.js';
import type { JobRequest } from '../../pipeline/contracts/job-request.js';
import { JobStatus } from '../../pipeline/contracts/job-status.js';
import type { SourceFile } from '../../pipeline/contracts/source-file.js';
import { UploadGrant } from '../../pipeline/contracts/upload.js';

const pollMs = 300;

/** The public API as a stranger would use it: fetch and nothing else. */
export function createApi(url: () => string) {
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url()}/api/${path}`, init);
    const body: unknown = await response.json();
    if (!response.ok) throw Object.assign(new Error(`${path}: ${response.status} ${JSON.stringify(body)}`), { body });
    return body;
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const status = async (id: string) => JobStatus.parse(await call(`jobs/${id}`));
  return {
    call,
    post,
    status,
    upload: async (path: string, name = basename(path)): Promise<SourceFile> => {
      const bytes = await readFile(path);
      const grant = UploadGrant.parse(await post('uploads', { name, sizeBytes: bytes.byteLength }));
      if (grant.uploadUrl !== undefined) {
        const put = await fetch(grant.uploadUrl, {
          method: 'PUT',
          body: bytes,
          headers: { 'x-ms-blob-type': 'BlockBlob' },
        });
        if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
      }
      return grant.source;
    },
    submit: async (request: Partial<JobRequest>, key?: string) =>
      JobStatus.parse(await post('jobs', request, key === undefined ? {} : { 'idempotency-key': key })),
    cancel: (id: string) => call(`jobs/${id}`, { method: 'DELETE' }),
    outputs: async (id: string) => JobOutputs.parse(await call(`jobs/${id}/outputs`)).outputs,
    /** Polls until the job has ended; a server that is away for a while is asked again. */
    ended: async (id: string): Promise<JobStatus> => {
      for (;;) {
        const found = await status(id).catch((error: unknown) => {
          if (error instanceof TypeError) return undefined; // fetch could not connect
          throw error;
        });
        if (found?.endedAt !== undefined) return found;
        await delay(pollMs);
      }
    },
  };
}
