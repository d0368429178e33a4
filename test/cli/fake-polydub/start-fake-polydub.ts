import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EngineList } from '../../../cli/api-client/engine-list.js';
import type { LanguageList } from '../../../cli/api-client/language-list.js';
import { EstimateRequest } from '../../../pipeline/contracts/estimate-request.js';
import { type JobOutput, JobOutputs } from '../../../pipeline/contracts/job-output.js';
import { JobRequest } from '../../../pipeline/contracts/job-request.js';
import { JobStatus } from '../../../pipeline/contracts/job-status.js';
import { Problem } from '../../../pipeline/contracts/problem.js';
import { UploadGrant, UploadRequest } from '../../../pipeline/contracts/upload.js';
import { createFakeBlobs, type FakeBlobs } from './fake-blobs.js';
import { readBody } from './read-body.js';
import { sampleEstimate } from './sample-estimate.js';
import { sampleStatus } from './sample-status.js';
import { sampleTrace } from './sample-trace.js';

/** A job as the fake plays it: what was asked, and what each look at it answers, the last one for good. */
export interface FakeJob {
  readonly id: string;
  readonly request: JobRequest;
  readonly idempotencyKey: string | undefined;
  readonly statuses: JobStatus[];
  outputs: JobOutput[];
  isCancelled: boolean;
}

/** How the next jobs go. */
export interface FakePlan {
  /** The statuses of a job, in order; each look takes the next. */
  statuses: (id: string, request: JobRequest) => readonly JobStatus[];
  /** Files a job makes: language, name → bytes. */
  files: readonly {
    readonly language: string;
    readonly kind: JobOutput['kind'];
    readonly name: string;
    readonly bytes: string;
  }[];
  /** Answers given instead of the right ones, taken from the front, by `METHOD /path`. */
  readonly problems: Map<
    string,
    { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }[]
  >;
  /** Connections cut without an answer, counted down, by `METHOD /path`. */
  readonly drops: Map<string, number>;
  key: string | undefined;
}

/** A Polydub that speaks the whole contract over real HTTP and remembers what it was asked. */
export interface FakePolydub {
  readonly url: string;
  readonly jobs: Map<string, FakeJob>;
  readonly blobs: FakeBlobs;
  readonly plan: FakePlan;
  /** What was asked against the contract; a test that passes leaves it empty. */
  readonly violations: string[];
  /** `METHOD /path` of every API request, in order. */
  readonly asked: string[];
  readonly survey: EngineList;
  readonly languages: LanguageList;
  readonly dispose: () => Promise<void>;
}

/** Starts the fake on a free port of the loopback interface, or on `port`. */
export async function startFakePolydub(port = 0): Promise<FakePolydub> {
  const violations: string[] = [];
  const fake = createState(violations);
  const server = createServer((request, response) => {
    answer(fake, request, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: chosen } = server.address() as AddressInfo; // a TCP server's address is never a string
  fake.url = `http://127.0.0.1:${chosen}`;
  return Object.assign(fake, {
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type FakeState = Omit<FakePolydub, 'dispose' | 'url'> & { url: string };

function createState(violations: string[]): FakeState {
  return {
    url: '',
    jobs: new Map(),
    blobs: createFakeBlobs(violations),
    violations,
    asked: [],
    survey: {
      workerVersion: '1',
      engines: [
        {
          id: 'apertium',
          capability: 'translator',
          version: '3.8.3',
          fingerprint: 'f',
          tier: 'embedded',
          licence: 'GPL-2.0',
          isCommercialUseAllowed: true,
          quality: 1,
          languages: [],
          pairs: [{ from: 'en', to: 'es', path: 'eng-spa', chrF: 65 }],
        },
      ],
      missing: [
        { id: 'flite', capability: 'speech-synthesizer', reason: 'not installed', install: 'apt-get install flite' },
      ],
    },
    languages: {
      languages: [
        {
          from: 'en',
          to: 'es',
          name: 'Spanish',
          translator: 'apertium',
          path: 'eng-spa',
          chrF: 65,
          isHeard: true,
          voices: ['espeak'],
        },
        { from: 'es', to: 'oc', name: 'Occitan', translator: 'apertium', isHeard: false, voices: [] },
      ],
    },
    plan: {
      statuses: (id, request) => [
        sampleStatus({ id, state: 'running' }),
        sampleStatus({
          id,
          state: 'completed',
          progress: 1,
          endedAt: '2026-01-02T03:04:15.000Z',
          targets: request.targets.map((language) => ({ language, state: 'completed' })),
        }),
      ],
      files: [
        { language: 'es', kind: 'video', name: 'talk.es.mp4', bytes: 'a dubbed video' },
        { language: 'es', kind: 'subtitles', name: 'talk.es.srt', bytes: 'subtitles' },
        { language: 'es', kind: 'receipt', name: 'receipt.json', bytes: '{}' },
      ],
      problems: new Map(),
      drops: new Map(),
      key: undefined,
    },
  };
}

interface Asked {
  readonly what: string;
  readonly path: string;
  readonly method: string | undefined;
  readonly body: Buffer;
  readonly idempotencyKey: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(fake: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', fake.url);
  if (url.pathname.startsWith('/storage/')) {
    await fake.blobs.handle(request, response, url);
    return;
  }
  if (!url.pathname.startsWith('/api/')) fake.violations.push(`${request.method} ${url.pathname} is outside /api`);
  const path = url.pathname.replace(/^\/api/, '');
  const what = `${request.method} ${path}`;
  fake.asked.push(what);
  const key = request.headers['idempotency-key'];
  const idempotencyKey = typeof key === 'string' ? key : undefined;
  const asked = { what, path, method: request.method, body: await readBody(request), idempotencyKey };
  const drops = fake.plan.drops.get(what) ?? 0;
  fake.plan.drops.set(what, drops - 1);
  if (drops > 0) {
    request.socket.destroy();
    return;
  }
  const isKeyWrong = fake.plan.key !== undefined && request.headers['x-functions-key'] !== fake.plan.key;
  const { status, body, headers } = isKeyWrong
    ? { status: 401, headers: {}, body: undefined }
    : (fake.plan.problems.get(what)?.shift() ?? route(fake, asked));
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function route(fake: FakeState, asked: Asked): Answer {
  switch (asked.what) {
    case 'GET /health':
      return { status: 200, body: { status: 'ok' } };
    case 'GET /engines':
      return { status: 200, body: fake.survey };
    case 'GET /languages':
      return { status: 200, body: fake.languages };
    case 'POST /estimates':
      return { status: 200, body: sampleEstimate(EstimateRequest.parse(JSON.parse(asked.body.toString()))) };
    case 'POST /uploads':
      return createUpload(fake, asked);
    case 'POST /jobs':
      return createJob(fake, asked);
    case 'GET /jobs':
      return { status: 200, body: { jobs: [...fake.jobs.values()].map(lastStatus) } };
    default:
      return routeJob(fake, asked);
  }
}

function routeJob(fake: FakeState, { path, method }: Asked): Answer {
  const [, id = '', rest] = /^\/jobs\/([\w-]+)(\/outputs|\/trace|\/budget)?$/.exec(path) ?? [];
  const job = fake.jobs.get(id);
  if (job === undefined) return problem({ status: 404, code: 'not-found', detail: `There is no ${path}.` });
  if (method === 'DELETE' && job.statuses.length === 1 && lastStatus(job).endedAt !== undefined) {
    return problem({ status: 409, code: 'conflict', detail: `${id} has ended.` });
  }
  if (method === 'DELETE') {
    job.isCancelled = true;
    return { status: 202, body: {} };
  }
  if (rest === '/trace') return { status: 200, body: sampleTrace(id) };
  if (rest === '/outputs') return { status: 200, body: JobOutputs.parse({ jobId: id, outputs: job.outputs }) };
  if (job.isCancelled) return { status: 200, body: { ...lastStatus(job), state: 'cancelled' } };
  const status = job.statuses.length > 1 ? job.statuses.shift() : job.statuses[0];
  return { status: 200, body: JobStatus.parse(status) };
}

function lastStatus(job: FakeJob): JobStatus {
  const last = job.statuses.at(-1);
  if (last === undefined) throw new Error('a fake job needs a status');
  return last;
}

function createUpload(fake: FakeState, { body }: Asked): Answer {
  const asked = UploadRequest.safeParse(JSON.parse(body.toString()));
  if (!asked.success) return invalid(fake, `POST /uploads: ${asked.error.message}`);
  const { name, sha256, sizeBytes, mediaType } = asked.data;
  const blob = `${sha256}/${name}`;
  const stored = fake.blobs.committed.get(`/storage/uploads/${blob}`);
  if (stored !== undefined && sha256 === sha256Of(stored)) {
    const source = { kind: 'artifact', sha256, sizeBytes, mediaType, name };
    return { status: 200, body: UploadGrant.parse({ source }) };
  }
  const uploadUrl = `${fake.url}/storage/uploads/${sha256}/${encodeURIComponent(name)}?sv=2026&sig=grant${fake.asked.length}`;
  const source = { kind: 'blob', container: 'uploads', blob, name };
  return { status: 201, body: UploadGrant.parse({ source, uploadUrl }) };
}

function createJob(fake: FakeState, { body, idempotencyKey }: Asked): Answer {
  const asked = JobRequest.safeParse(JSON.parse(body.toString()));
  if (!asked.success) return invalid(fake, `POST /jobs: ${asked.error.message}`);
  const known = [...fake.jobs.values()].find((job) => {
    return idempotencyKey !== undefined && job.idempotencyKey === idempotencyKey;
  });
  const job = known ?? newJob(fake, asked.data, idempotencyKey);
  fake.jobs.set(job.id, job);
  const headers = { location: `${fake.url}/api/jobs/${job.id}`, 'retry-after': '1' };
  return { status: 202, body: JobStatus.parse(job.statuses[0]), headers };
}

function newJob(fake: FakeState, request: JobRequest, idempotencyKey: string | undefined): FakeJob {
  const id = `job_${fake.jobs.size + 1}`;
  const outputs = fake.plan.files.map(({ bytes, ...file }) => {
    const path = `/storage/outputs/${id}/${file.language}/${file.name}`;
    fake.blobs.committed.set(path, Buffer.from(bytes));
    const url = `${fake.url}${encodeURI(path)}?sig=read`;
    const mediaType = 'application/octet-stream';
    return { ...file, mediaType, sizeBytes: Buffer.byteLength(bytes), sha256: sha256Of(bytes), url };
  });
  return { id, request, idempotencyKey, statuses: [...fake.plan.statuses(id, request)], outputs, isCancelled: false };
}

function sha256Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function invalid(fake: FakeState, what: string): Answer {
  fake.violations.push(what);
  return problem({ status: 400, code: 'request-invalid', detail: what });
}

function problem({ status, code, detail }: { status: number; code: string; detail: string }): Answer {
  const type = `https://polydub.dev/problems/${code}`;
  return { status, body: Problem.parse({ type, title: code, status, detail, code, next: 'Check the id.' }) };
}
