import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { activityNames } from '../../functions/names.js';
import { createFunctionsHost } from '../../local/functions-host/create-functions-host.js';
import { historyEventType } from '../../local/functions-host/durable/history-event.js';
import type { QueueSource } from '../../local/functions-host/triggers/queue-source.js';
import { JobStatus } from '../../pipeline/contracts/job-status.js';
import { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';

const callerTraceId = '0af7651916cd43dd8448eb211c80319c';
const activities = new Set<string>(Object.values(activityNames));

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-trace-'));
  cloud = await startCloudProcess(directory);
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

const traceOf = async (id: string) => JobTrace.parse(await api.call(`jobs/${id}/trace`));
const submit = async (key: string) => {
  const body = { source: await api.upload(demoClip()), targets: ['es'], lipSync: 'off' };
  const headers = { 'idempotency-key': key, traceparent: `00-${callerTraceId}-b7ad6b7169203331-01` };
  return JobStatus.parse(await api.post('jobs', body, headers)).id;
};
const linesOf = (id: string) => readFile(join(directory, 'traces', `${id}.jsonl`), 'utf8');

function expectOneTree({ spans, adopted, traceId }: JobTrace): void {
  const ids = spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual([
    'job localize',
  ]);
  const known = new Set(ids);
  expect(spans.filter(({ parentSpanId }) => parentSpanId !== undefined && !known.has(parentSpanId))).toEqual([]);
  expect(adopted).toBe(0);
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
}

const idle: QueueSource = {
  receive: () => [],
  complete: async () => undefined,
  abandon: async () => undefined,
  renewLock: () => 0,
  onAvailable: () => () => undefined,
};

/** Replays every orchestration of the state folder, turn by turn, in the real app; returns how many activities they called. */
async function replayAll(instanceIds: readonly string[]): Promise<number> {
  const host = createFunctionsHost({
    appRoot: process.cwd(),
    settings: {
      Storage: 'UseDevelopmentStorage=true',
      ServiceBus: 'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true;',
      POLYDUB_TRACE_DIRECTORY: join(directory, 'traces'),
    },
    stateDirectory: join(directory, 'durable'),
    log: () => undefined,
    queueSources: () => idle,
  });
  await host.start();
  try {
    let called = 0;
    for (const id of instanceIds) {
      const { events, turns } = await host.exportHistory(id);
      expect(turns.length).toBeGreaterThan(0);
      called += events.filter((event) => event.EventType === historyEventType.TaskScheduled).length;
    }
    return called;
  } finally {
    await host.dispose();
  }
}

const Instances = z.array(z.object({ instanceId: z.string() }));

describe('the trace of a job whose cloud was killed while it worked', () => {
  let id: string;
  let trace: JobTrace;
  beforeAll(async () => {
    id = await submit('traced');
    while ((await traceOf(id)).spans.length < 20) await delay(100);
    await cloud.kill();
    cloud = await startCloudProcess(directory);
    expect((await api.ended(id)).state).toBe('completed');
    trace = await traceOf(id);
  });

  it('is one tree under one root, in the trace of the caller', () => {
    expectOneTree(trace);
    expect(trace).toMatchObject({ jobId: id, traceId: callerTraceId, state: 'completed' });
    expect(trace.spans.filter(({ endMs }) => endMs === undefined)).toEqual([]);
  });

  it('goes from the call over the queue through the worker to the engine and back', () => {
    const byId = new Map(trace.spans.map((span) => [span.spanId, span]));
    const wayTo = (spanId: string | undefined): string[] => {
      const span = spanId === undefined ? undefined : byId.get(spanId);
      return span === undefined ? [] : [...wayTo(span.parentSpanId), span.name];
    };
    const engine = trace.spans.find(({ name }) => name === 'engine apertium translate');
    expect(wayTo(engine?.spanId)).toEqual([
      'job localize',
      'target es',
      'stage translate',
      'send-task',
      'execute translate',
      'unit translate',
      'engine apertium translate',
    ]);
    const listened = trace.spans.find(({ name }) => name === 'stage transcribe');
    expect(listened?.attributes['polydub.cost_usd']).toBeGreaterThan(0);
    const names = trace.spans.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['POST /jobs', 'queue tasks-cpu', 'receive result', 'settle-target', 'finish-job']),
    );
  });

  it('is told by the app and by the workers under the same ids', () => {
    const services = (service: string) => trace.spans.filter((span) => span.service === service);
    expect(services('worker').length).toBeGreaterThan(20);
    expect(services('functions').length).toBeGreaterThan(20);
    const sent = new Set(trace.spans.filter(({ name }) => name === 'send-task').map(({ spanId }) => spanId));
    const executed = trace.spans.filter(({ name }) => name.startsWith('execute '));
    expect(executed.filter(({ parentSpanId }) => !sent.has(parentSpanId ?? ''))).toEqual([]);
  });

  it('holds one span per activity the orchestrations called, and their replay adds none', async () => {
    const response = await fetch(`${cloud.url}/runtime/webhooks/durabletask/instances?showInput=false`);
    const instances = Instances.parse(await response.json()).map(({ instanceId }) => instanceId);
    await cloud.stop();
    const before = await linesOf(id);

    const called = await replayAll(instances);

    expect(called).toBeGreaterThan(20);
    expect(trace.spans.filter(({ name }) => activities.has(name))).toHaveLength(called);
    expect(await linesOf(id)).toBe(before);
    cloud = await startCloudProcess(directory);
  });

  it('of the same job again tells of hits instead of work', async () => {
    const again = await submit('traced again');
    expect((await api.ended(again)).state).toBe('completed');
    const hits = await traceOf(again);

    expectOneTree(hits);
    // another upload is ingested anew; its bytes are known, and so is all that follows from them
    const worked = hits.spans
      .filter(({ service }) => service === 'worker')
      .map((span) => span.attributes['polydub.stage']);
    expect(new Set(worked)).toEqual(new Set(['ingest']));
    for (const { name, attributes } of hits.spans) {
      if (name.startsWith('stage ') && name !== 'stage ingest') {
        expect(attributes['polydub.hits']).toBe(attributes['polydub.units']);
      }
    }
  });
});

describe('the trace of a file that is no video', () => {
  it('ends where the job failed, and says why', async () => {
    const source = await api.upload(join(process.cwd(), 'package.json'), 'no-video.mp4');
    const { id } = await api.submit({ source, targets: ['es'] });
    await api.ended(id);
    const trace = await traceOf(id);

    expectOneTree(trace);
    expect(trace.spans[0]?.failure?.code).toBe('source-not-media');
    const failed = trace.spans.filter(({ failure }) => failure !== undefined).map(({ name }) => name);
    expect(failed).toEqual(expect.arrayContaining(['stage probe', 'execute probe', 'unit probe']));
  });

  it('begins with the drop of a file, also when the file is refused at once', async () => {
    const service = BlobServiceClient.fromConnectionString(cloud.storageConnectionString);
    const inbox = service.getContainerClient('inbox');
    await inbox.getBlockBlobClient('refused.mp4').upload('x', 1, { metadata: { targets: 'qqq' } });
    let dropped: JobStatus | undefined;
    while (dropped?.endedAt === undefined) {
      const { jobs } = z.object({ jobs: z.array(JobStatus) }).parse(await api.call('jobs'));
      dropped = jobs.find(({ name }) => name === 'refused.mp4');
      await delay(100);
    }
    const trace = await traceOf(dropped.id);

    expectOneTree(trace);
    expect(trace.spans.map(({ name, failure }) => [name, failure?.code])).toEqual([
      ['job localize', 'language-unknown'],
      ['receive dropped file', undefined],
      ['target es', 'language-unknown'],
    ]);
  });

  it('of a job nobody knows is not there', async () => {
    await expect(traceOf('job_0')).rejects.toMatchObject({ body: { code: 'not-found' } });
  });
});
