import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The user of the image; taken where this process may become another. */
const IMAGE_USER = 10001;

/**
 * Gives a worker one unit, the survey of its engines, through a queue and a storage of its own, and waits for its end.
 * @param {Readonly<{
 *   repository: string,
 *   worker: Readonly<{ workdir: string, env: Readonly<Record<string, string>>, entrypoint: readonly string[] }>,
 * }>} params `repository` is built; `worker` is what `followDockerfile` made
 * @returns {Promise<Readonly<{ exitCode: number, result: string, memos: number, engines: number, seconds: number }>>}
 */
export async function tryWorker({ repository, worker }) {
  const { createBlobStorage, createServiceBusBroker, queues, containers, createBlobService } = await load(repository);
  const state = mkdtempSync(join(tmpdir(), 'polydub-rehearsal-state-'));
  const storage = createBlobStorage({ directory: join(state, 'storage'), eventContainers: [] });
  const broker = createServiceBusBroker({ directory: join(state, 'service-bus'), queues });
  try {
    const [{ connectionString: Storage }, { connectionString: ServiceBus }] = await Promise.all([
      storage.start(),
      broker.start(),
    ]);
    const service = await createBlobService({ kind: 'connection-string', value: Storage });
    for (const name of containers) await service.getContainerClient(name).createIfNotExists();
    await broker.queue('tasks-cpu').send({ messageId: 'rehearsal', body: surveyTask(Date.now()) });
    const started = performance.now();
    const exitCode = await runWorker(worker, { Storage, ServiceBus });
    const seconds = (performance.now() - started) / 1000;
    const results = broker.queue('task-results').receive(10);
    const made = await readSurvey(service);
    return { exitCode, seconds, result: resultIn(results), ...made };
  } finally {
    await broker.dispose();
    await storage.dispose();
    rmSync(state, { recursive: true, force: true });
  }
}

/** @param {string} repository */
async function load(repository) {
  /** @param {string} path */
  const from = (path) => import(pathToFileURL(join(repository, 'dist', path)).href);
  const [storage, broker, queues, names, service] = await Promise.all([
    from('local/storage/create-blob-storage.js'),
    from('local/service-bus/create-service-bus-broker.js'),
    from('local/cloud/cloud-queues.js'),
    from('pipeline/stages/container-names.js'),
    from('platform/storage/create-blob-service.js'),
  ]);
  return {
    ...{ createBlobStorage: storage.createBlobStorage, createServiceBusBroker: broker.createServiceBusBroker },
    ...{ queues: queues.cloudQueues, containers: Object.values(names.containerNames) },
    createBlobService: service.createBlobService,
  };
}

/** @param {number} nowMs */
function surveyTask(nowMs) {
  const unit = { stage: 'survey', params: { workerVersion: 'rehearsal' }, inputs: {}, unitKey: 'f'.repeat(64) };
  const about = { taskId: 'rehearsal-0', jobId: 'job_rehearsal', instanceId: 'rehearsal', attempt: 1 };
  const deadline = new Date(nowMs + 10 * 60_000).toISOString();
  return { schemaVersion: 1, ...about, stage: 'survey', units: [unit], deadline };
}

/**
 * The entry point as the platform starts it: with the image's settings and no other, as the image's user where possible,
 * and with nothing it can write to but its work folder.
 * @param {Parameters<typeof tryWorker>[0]['worker']} worker
 * @param {Readonly<Record<string, string>>} connections
 * @returns {Promise<number>}
 */
async function runWorker(worker, connections) {
  const [command = '', ...args] = worker.entrypoint;
  const work = worker.env['POLYDUB_WORK_DIRECTORY'] ?? '';
  mkdirSync(work, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(work, IMAGE_USER, IMAGE_USER);
  chmodSync(work, 0o700);
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd: worker.workdir,
    stdio: ['ignore', 2, 'inherit'],
    env: { PATH: process.env['PATH'], ...worker.env, ...connections, POLYDUB_WORKER_VERSION: 'rehearsal' },
    ...(isRoot ? { uid: IMAGE_USER, gid: IMAGE_USER } : {}),
  });
  const [code, signal] = await once(child, 'exit');
  return code ?? (signal === null ? 1 : 128);
}

/** @param {readonly Readonly<{ body: unknown }>[]} results */
function resultIn(results) {
  return results.map((each) => textOf(each.body)).findLast((text) => !text.includes('"progress"')) ?? 'none';
}

/** @param {unknown} body */
function textOf(body) {
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : JSON.stringify(body);
}

/** @param {import('@azure/storage-blob').BlobServiceClient} service */
async function readSurvey(service) {
  const memos = await namesIn(service, 'memos');
  const [artifact] = await namesIn(service, 'artifacts');
  if (artifact === undefined) return { memos: memos.length, engines: 0 };
  const bytes = await service.getContainerClient('artifacts').getBlobClient(artifact).downloadToBuffer();
  return { memos: memos.length, engines: JSON.parse(String(bytes)).engines.length };
}

/**
 * @param {import('@azure/storage-blob').BlobServiceClient} service
 * @param {string} container
 * @returns {Promise<readonly string[]>}
 */
async function namesIn(service, container) {
  const names = [];
  for await (const { name } of service.getContainerClient(container).listBlobsFlat()) names.push(name);
  return names;
}
