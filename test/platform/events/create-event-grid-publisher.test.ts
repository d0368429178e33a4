import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { JobEvent } from '../../../pipeline/contracts/job-event.js';
import type { JobResult } from '../../../pipeline/contracts/job-result.js';
import { buildJobEvent } from '../../../pipeline/jobs/build-job-event.js';
import { createEventGridPublisher } from '../../../platform/events/create-event-grid-publisher.js';

const result: JobResult = {
  schemaVersion: 1,
  jobId: 'job_7f',
  state: 'completed',
  targets: [{ language: 'es', files: [] }],
  endedAt: '2026-11-21T10:04:30.000Z',
};

interface Told {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

let stop = (): void => undefined;
afterEach(() => stop());

/** A topic that answers with these statuses, one after another. */
async function startTopic(...statuses: readonly number[]) {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      told.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(statuses[told.length - 1] ?? 200).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stop = () => server.close();
  const { port } = server.address() as AddressInfo; // a server on TCP has one
  const publisher = createEventGridPublisher({
    endpoint: `http://127.0.0.1:${port}/api/events`,
    credential: async () => ({ getToken: async () => ({ token: 'secret', expiresOnTimestamp: 0 }) }),
  });
  return { told, publisher };
}

function event(): JobEvent {
  const built = buildJobEvent(result);
  if (built === undefined) throw new Error('A job that has ended is told of.');
  return built;
}

describe('the end of a job', () => {
  it('is a CloudEvent, the same however often it is told', () => {
    expect(JobEvent.parse(event())).toEqual(event());
    expect(event()).toMatchObject({ id: 'job_7f-ended', type: 'io.polydub.job.completed.v1', subject: 'job_7f' });
    expect(buildJobEvent({ ...result, state: 'running' })).toBeUndefined();
  });

  it('is sent as a batch with a token of the identity', async () => {
    const { told, publisher } = await startTopic();

    await publisher.publish(event());

    expect(told).toMatchObject([{ url: '/api/events?api-version=2018-01-01', body: [event()] }]);
    expect(told[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/cloudevents-batch+json; charset=utf-8',
    });
  });

  it('is sent again when the topic is busy, and given up after three times without telling the token', async () => {
    const busy = await startTopic(503, 429);
    await busy.publisher.publish(event());
    expect(busy.told).toHaveLength(3);
    stop();

    const away = await startTopic(500, 500, 500);
    const failure: unknown = await away.publisher.publish(event()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(String(failure)).not.toContain('secret');
  }, 20_000);
});
