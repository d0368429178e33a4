import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctionsHost, type FunctionsHost } from '../../../../local/functions-host/create-functions-host.js';
import type { HostLogEntry } from '../../../../local/functions-host/host-log.js';
import { eventually } from '../eventually.js';
import { FakeClock } from '../fake-clock.js';
import { TestQueue } from '../test-queue.js';

interface Seen {
  readonly queue: readonly {
    readonly message: unknown;
    readonly metadata: Record<string, unknown>;
    readonly trace: string;
  }[];
  readonly dead: readonly { readonly message: unknown; readonly metadata: Record<string, unknown> }[];
  readonly deferred: readonly { readonly blob: unknown; readonly metadata: Record<string, unknown> }[];
  readonly bytes: readonly { readonly blob: Uint8Array; readonly metadata: Record<string, unknown> }[];
  readonly timer: readonly { readonly timer: Record<string, unknown>; readonly retry: unknown }[];
}

const KEY = 'k'.repeat(32);
const log: HostLogEntry[] = [];
const clock = new FakeClock();
const work = new TestQueue(() => clock.now());
const dead = new TestQueue(() => clock.now());
const sent: unknown[] = [];
const written: unknown[] = [];
const app = globalThis as unknown as {
  readonly seen: Seen;
  readonly hookCalls: readonly string[];
  releaseHeld: (() => void)[];
  readonly heldWork: (() => void)[];
  timerFails: boolean;
  replaceNothing: boolean;
};

const host: FunctionsHost = createFunctionsHost({
  appRoot: fileURLToPath(new URL('../apps/host', import.meta.url)),
  settings: {
    SAMPLE_SETTING: 'from the settings',
    TASK_HUB: 'SampleHub',
    WORK_QUEUE: 'work',
    OUT_QUEUE: 'out',
    'AzureWebJobs.disabled.Disabled': 'true',
  },
  log: (entry) => log.push(entry),
  clock,
  queueSources: (name) =>
    new Map([
      ['work', work],
      ['work/$DeadLetterQueue', dead],
    ]).get(name),
  blobReader: async (container, blob) => Buffer.from(`bytes of ${container}/${blob}`),
  outputs: {
    sendToQueue: async (queueName, bodies) => void sent.push({ queueName, bodies }),
    writeBlob: async (container, blob, content) =>
      void written.push({ container, blob, text: Buffer.from(content).toString() }),
  },
  functionKey: KEY,
  cors: { allowedOrigins: ['http://localhost:5173'] },
  maxBodyBytes: 1000,
  allowedHosts: ['polydub.test'],
});
let url: string;

beforeAll(async () => {
  ({ url } = await host.start());
});

afterAll(() => host.dispose());

async function client(
  operation: string,
  id: string,
  body?: unknown,
): Promise<{ readonly result?: unknown; readonly error?: string }> {
  const init = { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return (await fetch(`${url}/api/client/${operation}/${id}`, init)).json() as Promise<{
    result?: unknown;
    error?: string;
  }>;
}

async function untilStatus(id: string, runtimeStatus: string): Promise<Record<string, unknown>> {
  return eventually(async () => {
    const { result } = await client('status', id);
    const status = result as Record<string, unknown> | undefined;
    return status?.['runtimeStatus'] === runtimeStatus && status;
  }, `${id} to be ${runtimeStatus}`);
}

describe('the host', () => {
  it('names the functions it runs, without the disabled one, and starts once', async () => {
    const { functions, url: again } = await host.start();
    expect(again).toBe(url);
    expect(functions).toContain('echo');
    expect(functions).not.toContain('disabled');
  });

  it('listens on the loopback interface and tells the app its address and settings', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await (await fetch(`${url}/api/logs`)).json();
    expect(answer).toEqual({ setting: 'from the settings', host: url.slice('http://'.length) });
    expect(log).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        category: 'user',
        message: 'a line of the app',
        functionName: 'logs',
      }),
    );
  });

  it('runs the hooks of the app, and lets them change a result', async () => {
    await fetch(`${url}/api/echo/literal`);
    expect(app.hookCalls).toEqual(expect.arrayContaining(['appStart', 'pre', 'post']));
    app.replaceNothing = true;
    expect(await (await fetch(`${url}/api/nothing`)).text()).toBe('put there by a hook');
    app.replaceNothing = false;
  });
});

describe('an HTTP function', () => {
  it('gets method, route value, query, headers and body, and answers status, headers and cookies', async () => {
    const answer = await fetch(`${url}/api/echo/bob?q=7`, {
      method: 'POST',
      body: 'hello',
      headers: { 'x-custom': 'c' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-answer')).toBe('yes');
    expect(answer.headers.get('set-cookie')).toBe('k=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict');
    const expected = { who: 'bob', q: '7', header: 'c', body: 'hello', url: `${url}/api/echo/bob?q=7` };
    expect(await answer.json()).toEqual(expected);
  });

  it('carries bytes unharmed both ways', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const answer = await fetch(`${url}/api/bytes`, { method: 'POST', body: bytes });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('is found by the most specific route', async () => {
    expect(await (await fetch(`${url}/api/echo/literal`)).text()).toBe('the literal route');
    expect(await (await fetch(`${url}/api/echo`)).json()).not.toHaveProperty('who');
    expect(await (await fetch(`${url}/api/files/a/b%20c.txt`)).json()).toEqual({ path: 'a/b c.txt' });
  });

  it.each(['/api/nope', '/api/echo/123', '/api/disabled', '/echo'])('answers 404 for %s', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });

  it('answers 404 for a method that is not registered', async () => {
    expect((await fetch(`${url}/api/echo`, { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 204 when it returns nothing, and 500 without details when it throws', async () => {
    expect((await fetch(`${url}/api/nothing`)).status).toBe(204);
    const answer = await fetch(`${url}/api/throws`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect(log).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'GET /api/throws failed: secret detail' }),
    );
  });

  it('does not answer a request that names another machine', async () => {
    const { hostname, port } = new URL(url);
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve) => {
        get({ hostname, port, path: '/api/echo', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
      });
    expect(await status('evil.example')).toBe(403);
    expect(await status(`evil.example:${port}`)).toBe(403);
    expect(await status(`localhost:${port}`)).toBe(201);
    expect(await status(`polydub.test:${port}`)).toBe(201);
  });

  it('asks for the key unless it is anonymous', async () => {
    expect((await fetch(`${url}/api/guarded`)).status).toBe(401);
    expect((await fetch(`${url}/api/guarded?code=${'x'.repeat(32)}`)).status).toBe(401);
    expect((await fetch(`${url}/api/guarded?code=${KEY}`)).status).toBe(200);
    expect((await fetch(`${url}/api/guarded`, { headers: { 'x-functions-key': KEY } })).status).toBe(200);
  });

  it('refuses a body over the limit', async () => {
    expect((await fetch(`${url}/api/bytes`, { method: 'POST', body: 'x'.repeat(1001) })).status).toBe(413);
  });

  it('answers 429 when too many requests are in progress', async () => {
    app.releaseHeld = [];
    const held = Array.from({ length: 8 }, () => fetch(`${url}/api/held`));
    await eventually(() => app.releaseHeld.length === 8);
    expect((await fetch(`${url}/api/echo`)).status).toBe(429);
    for (const release of app.releaseHeld) release();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await fetch(`${url}/api/echo`)).status).toBe(201);
  });

  it('continues the trace of its caller', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const trace = (await (await fetch(`${url}/api/trace`, { headers: { traceparent } })).json()) as {
      traceParent: string;
    };
    expect(trace.traceParent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
  });

  it('delivers output bindings', async () => {
    expect((await fetch(`${url}/api/outputs`, { method: 'POST' })).status).toBe(202);
    expect(sent).toEqual([{ queueName: 'out', bodies: ['{"a":1}', 'text'] }]);
    expect(written).toEqual([
      { container: 'out', blob: expect.stringMatching(/^[0-9a-f-]{36}\.json$/), text: '{"z":1}' },
    ]);
  });
});

describe('CORS', () => {
  const origin = 'http://localhost:5173';

  it('lets an allowed page read, and answers its preflight', async () => {
    const answer = await fetch(`${url}/api/echo`, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const preflight = await fetch(`${url}/api/echo`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it('says nothing to another page', async () => {
    const answer = await fetch(`${url}/api/echo`, { headers: { origin: 'http://evil.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the durable client of the app', () => {
  it('starts, reads, raises and lists', async () => {
    expect(await client('start', 'one', 'ann')).toEqual({ result: 'one' });
    const waiting = await eventually(async () => {
      const { result } = await client('status', 'one');
      const status = result as Record<string, unknown>;
      return status['customStatus'] !== null && status;
    });
    expect(waiting).toMatchObject({
      name: 'greets',
      instanceId: 'one',
      runtimeStatus: 'Running',
      input: 'ann',
      customStatus: { waitingFor: 'Go' },
    });
    expect(await client('raise', 'one', 'again')).toEqual({ result: null });
    expect(await untilStatus('one', 'Completed')).toMatchObject({ output: 'ANN again' });
    expect(await client('raise', 'one', 'too late')).toEqual({ result: null });
    expect((await client('list', 'x')).result).toMatchObject([{ instanceId: 'one' }]);
    expect((await client('listBy', 'x', ['Failed'])).result).toEqual([]);
  });

  it('learns what cannot be done', async () => {
    expect((await client('startUnknown', 'x')).error).toContain("'noSuchOrchestrator' doesn't exist");
    expect((await client('raise', 'nobody', 1)).error).toContain("No instance with ID 'nobody' found.");
    expect((await client('status', 'nobody')).error).toContain('404');
    await client('start', 'twice', 'a');
    expect((await client('start', 'twice', 'b')).error).toContain('409');
    expect((await client('rewind', 'twice')).error).toContain('does not support rewind');
    await client('terminate', 'twice');
    await untilStatus('twice', 'Terminated');
  });

  it('suspends, resumes, terminates and purges', async () => {
    await client('start', 'two', 'ben');
    await client('suspend', 'two');
    await untilStatus('two', 'Suspended');
    await client('resume', 'two');
    await untilStatus('two', 'Running');
    await client('terminate', 'two');
    expect(await untilStatus('two', 'Terminated')).toMatchObject({ output: 'enough' });
    expect((await client('purge', 'two')).result).toEqual({ instancesDeleted: 1 });
    expect((await client('purge', 'two')).result).toEqual({ instancesDeleted: 0 });
    await client('startFails', 'three');
    await untilStatus('three', 'Failed');
    expect((await client('purgeBy', 'x', ['Failed'])).result).toEqual({ instancesDeleted: 1 });
  });

  it('signals entities and reads their state', async () => {
    await client('signal', 'votes', 2);
    await client('signal', 'votes', 3);
    await eventually(
      async () => ((await client('entity', 'votes')).result as { entityState?: number }).entityState === 5,
    );
    expect((await client('entity', 'none')).result).toMatchObject({ entityExists: false });
  });

  it('gives management URLs that work, with the key in them', async () => {
    await client('start', 'managed', 'cy');
    const { result } = await client('payload', 'managed');
    const urls = result as Record<string, string>;
    expect(urls['statusQueryGetUri']).toContain(
      `${url}/runtime/webhooks/durabletask/instances/managed?taskHub=SampleHub`,
    );
    const status = await fetch(urls['statusQueryGetUri'] ?? '');
    expect([status.status, status.headers.get('retry-after')]).toEqual([202, '5']);
    const raise = (urls['sendEventPostUri'] ?? '').replace('{eventName}', 'Go');
    expect((await fetch(raise, { method: 'POST', body: '1' })).status).toBe(400);
    const json = { 'content-type': 'application/json' };
    expect((await fetch(raise, { method: 'POST', body: '{', headers: json })).status).toBe(400);
    expect((await fetch(raise, { method: 'POST', body: '"x"', headers: json })).status).toBe(202);
    await untilStatus('managed', 'Completed');
    expect((await fetch(urls['statusQueryGetUri'] ?? '')).status).toBe(200);
    expect((await fetch(raise, { method: 'POST', body: '"x"', headers: json })).status).toBe(410);
    expect((await fetch((urls['statusQueryGetUri'] ?? '').replace(KEY, 'wrong'))).status).toBe(401);
  });

  it('answers a check-status response', async () => {
    const answer = await fetch(`${url}/api/check/managed`, { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toContain(`${url}/runtime/webhooks/durabletask/instances/managed`);
  });
});

describe('the durable management API', () => {
  const base = () => `${url}/runtime/webhooks/durabletask`;
  const json = { 'content-type': 'application/json', 'x-functions-key': KEY };

  it('waits for the end of what it starts, when asked to', async () => {
    const answer = await fetch(`${base()}/orchestrators/fails/waited?timeout=10`, { method: 'POST', headers: json });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      runtimeStatus: 'Failed',
      output: "Orchestrator function 'fails' failed: on purpose",
    });
    const failed = `${base()}/instances/waited?returnInternalServerErrorOnFailure=true`;
    expect((await fetch(failed, { headers: json })).status).toBe(500);
  });

  it('pages a list, filtered by prefix', async () => {
    for (const id of ['p1', 'p2', 'p3'])
      await fetch(`${base()}/orchestrators/greets/${id}`, { method: 'POST', body: '"x"', headers: json });
    const list = `${base()}/instances?instanceIdPrefix=p&top=2`;
    const first = await fetch(list, { headers: json });
    expect(await first.json()).toMatchObject([{ instanceId: 'p1' }, { instanceId: 'p2' }]);
    const token = first.headers.get('x-ms-continuation-token') ?? '';
    const second = await fetch(list, { headers: { ...json, 'x-ms-continuation-token': token } });
    expect(await second.json()).toMatchObject([{ instanceId: 'p3' }]);
    expect(second.headers.get('x-ms-continuation-token')).toBeNull();
  });

  it('restarts an instance under a new id', async () => {
    const answer = await fetch(`${base()}/instances/waited/restart`, { method: 'POST', headers: json });
    const { id } = (await answer.json()) as { id: string };
    expect(answer.status).toBe(202);
    expect(id).not.toBe('waited');
    await untilStatus(id, 'Failed');
  });

  it('refuses input that is not JSON', async () => {
    const answer = await fetch(`${base()}/orchestrators/greets`, { method: 'POST', body: 'not json', headers: json });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ Message: 'The input of an orchestration must be JSON.' });
  });

  it('shows the history that matters, on demand', async () => {
    const status = await fetch(`${base()}/instances/managed?showHistory=true&showHistoryOutput=true`, {
      headers: json,
    });
    const { historyEvents } = (await status.json()) as { historyEvents: { EventType: string }[] };
    expect(historyEvents.map(({ EventType }) => EventType)).toEqual([
      'ExecutionStarted',
      'TaskCompleted',
      'EventRaised',
      'ExecutionCompleted',
    ]);
    expect(historyEvents[1]).toMatchObject({ Result: 'CY' });
  });
});

describe('a Service Bus function', () => {
  it('gets the message parsed, its metadata in camel case, and the trace of the sender', async () => {
    work.send(
      { Foo: 1 },
      {
        messageId: 'm-1',
        correlationId: 'c-1',
        contentType: 'application/json',
        applicationProperties: {
          jobId: 'job_1',
          'Diagnostic-Id': '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        },
      },
    );
    await eventually(() => work.settled.includes('completed m-1'));
    const { message, metadata, trace } = app.seen.queue.at(-1) ?? {};
    expect(message).toEqual({ Foo: 1 });
    expect(metadata).toMatchObject({
      messageId: 'm-1',
      correlationId: 'c-1',
      contentType: 'application/json',
      deliveryCount: 1,
      sequenceNumber: 1,
      enqueuedTimeUtc: '2026-01-01T00:00:00.000Z',
      applicationProperties: { jobId: 'job_1' },
    });
    expect(trace).toContain('0af7651916cd43dd8448eb211c80319c');
  });

  it('gets bytes that are not text as bytes', async () => {
    work.send(Uint8Array.of(0xff, 0xfe, 0), { messageId: 'm-2' });
    await eventually(() => work.settled.includes('completed m-2'));
    expect(app.seen.queue.at(-1)?.message).toEqual(Buffer.from([0xff, 0xfe, 0]));
  });

  it('gives a message back when it throws, and gets it again with a higher delivery count', async () => {
    work.send({ poison: true }, { messageId: 'm-3' });
    await eventually(() => work.settled.filter((entry) => entry === 'abandoned m-3').length === 2);
    const counts = app.seen.queue
      .filter(({ metadata }) => metadata['messageId'] === 'm-3')
      .map(({ metadata }) => metadata['deliveryCount']);
    expect(counts).toEqual([1, 2]);
    expect(log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        functionName: 'on-work',
        message: "Message 'm-3' failed, delivery 1: poison",
      }),
    );
  });

  it('raises an event from a result queue', async () => {
    await client('start', 'queued', 'dee');
    work.send({ raise: 'queued' });
    expect(await untilStatus('queued', 'Completed')).toMatchObject({ output: 'DEE from the queue' });
  });

  it('keeps the lock of a message it works on, and handles no more messages at once than allowed', async () => {
    for (let index = 0; index < 6; index += 1) work.send({ hold: true }, { messageId: `held-${index}` });
    await eventually(() => app.heldWork.length === 4);
    expect(work.lockedCount).toBe(4);
    clock.advance(30_000);
    expect(work.renewals).toBe(4);
    for (const release of app.heldWork.splice(0)) release();
    await eventually(() => app.heldWork.length === 2);
    for (const release of app.heldWork.splice(0)) release();
    await eventually(() => work.lockedCount === 0);
    clock.advance(600_000);
    expect(work.renewals).toBe(4);
  });

  it('reports a message it could not settle because the lock was lost', async () => {
    work.send({ hold: true }, { messageId: 'lost' });
    await eventually(() => app.heldWork.length === 1);
    work.loseLocks();
    for (const release of app.heldWork.splice(0)) release();
    await eventually(() =>
      log.some(({ message }) => message === "Message 'lost' of queue 'work' could not be settled: lock lost"),
    );
  });
});

describe('a function on a dead-letter queue', () => {
  it('gets what was dead-lettered, with the reason', async () => {
    const applicationProperties = { DeadLetterReason: 'MaxDeliveryCountExceeded' };
    dead.send({ jobId: 'job_2' }, { messageId: 'd-1', deadLetterSource: 'work', applicationProperties });
    await eventually(() => dead.settled.includes('completed d-1'));
    expect(app.seen.dead.at(-1)).toMatchObject({
      message: { jobId: 'job_2' },
      metadata: { deadLetterSource: 'work', applicationProperties: { deadLetterReason: 'MaxDeliveryCountExceeded' } },
    });
  });
});

describe('a blob function', () => {
  const event = {
    container: 'inbox',
    blob: 'job_3/my.film.mp4',
    url: 'http://127.0.0.1/inbox/job_3/my.film.mp4',
    eTag: '"1"',
    contentLengthBytes: 5,
  };

  it('with an SDK binding is told where the blob is, and never given its bytes', async () => {
    await host.deliverBlobEvent(event);
    const { blob, metadata } = app.seen.deferred.at(-1) ?? {};
    expect(blob).toEqual({ container: 'inbox', blob: 'job_3/my.film.mp4', connection: 'Storage' });
    expect(metadata).toMatchObject({
      blobTrigger: 'inbox/job_3/my.film.mp4',
      uri: event.url,
      jobId: 'job_3',
      name: 'my.film',
      extension: 'mp4',
      properties: { eTag: '"1"', contentLength: 5 },
    });
  });

  it('without one is given the bytes', async () => {
    await host.deliverBlobEvent({ ...event, container: 'raw', blob: 'a.bin' });
    expect(app.seen.bytes.at(-1)?.blob).toEqual(Buffer.from('bytes of raw/a.bin'));
  });

  it('that throws makes the delivery fail, so that it is repeated', async () => {
    await expect(host.deliverBlobEvent({ ...event, blob: 'job/refused.mp4' })).rejects.toThrow(
      'inbox/job/refused.mp4 failed',
    );
  });

  it('is not called for a blob of another path', async () => {
    const before = app.seen.deferred.length;
    await host.deliverBlobEvent({ ...event, blob: 'no-folder.mp4' });
    await host.deliverBlobEvent({ ...event, container: 'elsewhere' });
    expect(app.seen.deferred).toHaveLength(before);
  });
});

describe('a timer function', () => {
  it('runs on its schedule, and is tried again as its retry policy says', async () => {
    app.timerFails = true;
    const { length } = app.seen.timer;
    clock.advance(5 * 60_000);
    await eventually(() => app.seen.timer.length === length + 1);
    const pending = clock.pending;
    await eventually(() => clock.pending >= pending);
    clock.advance(10_000);
    await eventually(() => app.seen.timer.length === length + 2);
    app.timerFails = false;
    expect(app.seen.timer.at(-1)).toMatchObject({
      timer: { isPastDue: false },
      retry: { retryCount: 1, maxRetryCount: 1 },
    });
    await eventually(() => log.some(({ message }) => message === 'The timer function failed: timer failed'));
  });
});
