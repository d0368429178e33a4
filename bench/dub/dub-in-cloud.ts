import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalCloud } from '../../local/cloud/start-local-cloud.js';
import { JobStatus } from '../../pipeline/contracts/job-status.js';
import { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { UploadGrant } from '../../pipeline/contracts/upload.js';

const pollMs = 250;

export interface DubInCloudParams {
  readonly clip: string;
  /** An empty folder: memos are cold. */
  readonly stateDirectory: string;
  /** In place of the local cloud's own settings. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A job as it went. */
export interface CloudDub {
  readonly status: JobStatus;
  readonly trace: JobTrace;
  /** From the upload to the end of the job, the cloud being up. */
  readonly wallMs: number;
  readonly logDirectory: string;
}

/** Dubs a clip into Spanish through a local cloud of its own. Fails when the job does not complete. */
export async function dubInCloud({ clip, stateDirectory, settings }: DubInCloudParams): Promise<CloudDub> {
  const appRoot = process.cwd();
  const cloud = await startLocalCloud({ stateDirectory, appRoot, log: () => undefined, ...(settings && { settings }) });
  try {
    const started = performance.now();
    const status = await dub(cloud.url, clip);
    const wallMs = performance.now() - started;
    const trace = JobTrace.parse(await (await fetch(`${cloud.url}/api/jobs/${status.id}/trace`)).json());
    return { status, trace, wallMs, logDirectory: join(stateDirectory, 'logs') };
  } finally {
    await cloud.dispose();
  }
}

async function dub(url: string, clip: string): Promise<JobStatus> {
  const call = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${url}/api/${path}`, init)).json();
  const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
  const bytes = await readFile(clip);
  const grant = UploadGrant.parse(await post('uploads', { name: 'clip.mp4', sizeBytes: bytes.byteLength }));
  if (grant.uploadUrl === undefined) throw new Error('The clip is stored already; the run would measure nothing.');
  await fetch(grant.uploadUrl, { method: 'PUT', body: bytes, headers: { 'x-ms-blob-type': 'BlockBlob' } });
  let status = JobStatus.parse(await post('jobs', { source: grant.source, targets: ['es'] }));
  while (status.endedAt === undefined) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    status = JobStatus.parse(await call(`jobs/${status.id}`));
  }
  if (status.state !== 'completed') throw new Error(`The job ended as ${status.state}: ${JSON.stringify(status)}`);
  return status;
}
