import { z } from 'zod';
import { Estimate } from '../../pipeline/contracts/estimate.js';
import type { EstimateRequest } from '../../pipeline/contracts/estimate-request.js';
import { JobOutputs } from '../../pipeline/contracts/job-output.js';
import type { JobRequest } from '../../pipeline/contracts/job-request.js';
import { JobStatus } from '../../pipeline/contracts/job-status.js';
import { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { UploadGrant, type UploadRequest } from '../../pipeline/contracts/upload.js';
import type { CliIo } from '../cli-io.js';
import { EngineList } from './engine-list.js';
import { LanguageList } from './language-list.js';
import { readAnswer } from './read-answer.js';
import { type SendRequestParams, sendRequest } from './send-request.js';

/** The API of one Polydub, typed by its contracts. Every call fails as {@link sendRequest} and `readAnswer` do. */
export interface ApiClient {
  readonly baseUrl: string;
  readonly createUpload: (request: z.input<typeof UploadRequest>) => Promise<UploadGrant>;
  /** The same key with the same request is the same job, however often it is sent. */
  readonly submitJob: (request: z.input<typeof JobRequest>, idempotencyKey: string) => Promise<JobStatus>;
  readonly listJobs: () => Promise<readonly JobStatus[]>;
  readonly readJob: (jobId: string) => Promise<JobStatus>;
  readonly setBudget: (jobId: string, amount: number) => Promise<JobStatus>;
  readonly estimate: (request: z.input<typeof EstimateRequest>) => Promise<Estimate>;
  readonly cancelJob: (jobId: string) => Promise<void>;
  readonly listOutputs: (jobId: string) => Promise<JobOutputs>;
  readonly readTrace: (jobId: string) => Promise<JobTrace>;
  readonly listEngines: () => Promise<EngineList>;
  readonly listLanguages: () => Promise<LanguageList>;
  readonly checkHealth: () => Promise<void>;
}

/** What an {@link ApiClient} is made of; `baseUrl` ends in `/api`. */
export interface CreateApiClientParams {
  readonly io: Pick<CliIo, 'sleep'>;
  readonly baseUrl: string;
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const JobList = z.strictObject({ jobs: z.array(JobStatus) });

/** A client for the API at `baseUrl`; sends `key` as the function key. */
export function createApiClient({ io, baseUrl, key, signal }: CreateApiClientParams): ApiClient {
  const keyHeader: Record<string, string> = key === undefined ? {} : { 'x-functions-key': key };
  const send = (
    method: SendRequestParams['method'],
    path: string,
    more: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> => {
    const headers = { accept: 'application/json', ...keyHeader, ...more.headers };
    return sendRequest({ io, method, url: `${baseUrl}${path}`, headers, body: more.body, signal });
  };
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> =>
    readAnswer(await send('GET', path), schema);
  const job = (jobId: string): string => `/jobs/${encodeURIComponent(jobId)}`;
  return {
    baseUrl,
    createUpload: async (request) => readAnswer(await send('POST', '/uploads', { body: request }), UploadGrant),
    submitJob: async (request, idempotencyKey) => {
      const headers = { 'idempotency-key': idempotencyKey };
      return readAnswer(await send('POST', '/jobs', { body: request, headers }), JobStatus);
    },
    listJobs: async () => (await read('/jobs', JobList)).jobs,
    readJob: (jobId) => read(job(jobId), JobStatus),
    setBudget: async (jobId, amount) =>
      readAnswer(await send('POST', `${job(jobId)}/budget`, { body: { amount } }), JobStatus),
    estimate: async (request) => readAnswer(await send('POST', '/estimates', { body: request }), Estimate),
    cancelJob: async (jobId) => {
      await (await send('DELETE', job(jobId))).body?.cancel();
    },
    listOutputs: (jobId) => read(`${job(jobId)}/outputs`, JobOutputs),
    readTrace: (jobId) => read(`${job(jobId)}/trace`, JobTrace),
    listEngines: () => read('/engines', EngineList),
    listLanguages: () => read('/languages', LanguageList),
    checkHealth: async () => {
      await (await send('GET', '/health')).body?.cancel();
    },
  };
}
