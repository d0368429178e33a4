import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOtlpSink } from '../../../platform/telemetry/create-otlp-sink.js';
import { parseOtlpHeaders } from '../../../platform/telemetry/parse-otlp-headers.js';
import { readBody } from '../../cli/fake-polydub/read-body.js';
import { spanOf, traceId } from './span-fixture.js';

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

let collector: Server;
let received: Received[];
let status: number;
beforeEach(async () => {
  received = [];
  status = 200;
  collector = createServer((request, response) => {
    void readBody(request).then((body) => {
      received.push({ path: request.url, headers: request.headers, body: JSON.parse(body.toString()) });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

function sinkTo(failures: unknown[] = []) {
  const { port } = collector.address() as AddressInfo; // a TCP server's address is never a string
  return createOtlpSink({
    endpoint: `http://127.0.0.1:${port}/`,
    headers: 'x-key=k',
    version: 'v1',
    nowMs: () => 1_795_255_202_000,
    onFailure: (error) => failures.push(error),
    gatherMs: 60_000,
  });
}

describe('a collector', () => {
  it('gets spans as OTLP in JSON: ids in hex, times in nanoseconds, typed attributes, why it failed', async () => {
    const sink = sinkTo();
    const failure = { code: 'engine-failed', message: 'It stopped.' };
    sink.record('job_1', [spanOf({ kind: 'consumer', attributes: { a: 'x', b: 2, c: 2.5, d: true }, failure })]);
    await sink.flush();

    expect(received[0]?.path).toBe('/v1/traces');
    expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-key': 'k' });
    expect(received[0]?.body).toEqual({
      resourceSpans: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'polydub-worker' } },
              { key: 'service.version', value: { stringValue: 'v1' } },
            ],
          },
          scopeSpans: [
            {
              scope: { name: 'polydub' },
              spans: [
                {
                  traceId,
                  spanId: 'b7ad6b7169203331',
                  name: 'unit translate',
                  kind: 5,
                  startTimeUnixNano: '1795255200000250000',
                  endTimeUnixNano: '1795255201000250000',
                  attributes: [
                    { key: 'a', value: { stringValue: 'x' } },
                    { key: 'b', value: { intValue: '2' } },
                    { key: 'c', value: { doubleValue: 2.5 } },
                    { key: 'd', value: { boolValue: true } },
                    { key: 'error.type', value: { stringValue: 'engine-failed' } },
                  ],
                  status: { code: 2, message: 'It stopped.' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('gets the metrics the spans hold, added up since the last report', async () => {
    const sink = sinkTo();
    const stage = { 'polydub.stage': 'translate', 'polydub.outcome': 'done', 'polydub.units': 3, 'polydub.hits': 1 };
    const spans = [1, 2].map((n) => spanOf({ spanId: `${n}`.repeat(16), name: 'stage translate', attributes: stage }));
    sink.record('job_1', spans);
    await sink.flush();

    const [, metrics] = received;
    expect(metrics?.path).toBe('/v1/metrics');
    expect(metrics?.body).toMatchObject({
      resourceMetrics: [
        {
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'polydub.stage.duration',
                  unit: 's',
                  histogram: { dataPoints: [{ count: '2', sum: 2, min: 1, max: 1 }] },
                },
                {
                  name: 'polydub.units',
                  unit: '{unit}',
                  sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: [{ asDouble: 2 }, { asDouble: 4 }] },
                },
              ],
            },
          ],
        },
      ],
    });
    const [point] = JSON.stringify(metrics?.body).match(/"bucketCounts":\[[^\]]*\]/) ?? [];
    expect(point?.match(/"2"/g)).toHaveLength(1);
  });

  it('that refuses or is away costs a line in the log, once, and never the work', async () => {
    const failures: unknown[] = [];
    const sink = sinkTo(failures);
    status = 500;
    for (let n = 0; n < 3; n += 1) {
      sink.record('job_1', [spanOf()]);
      await sink.flush();
    }
    expect(failures).toHaveLength(1);
    status = 200;
    sink.record('job_1', [spanOf()]);
    await sink.flush();
    expect(failures).toHaveLength(1);
  });
});

describe('OTEL_EXPORTER_OTLP_HEADERS', () => {
  it('is read as the specification says', () => {
    expect(parseOtlpHeaders('api-key=a%20b, tenant = t ,broken,=x,percent=100%')).toEqual({
      'api-key': 'a b',
      tenant: 't',
      percent: '100%',
    });
    expect(parseOtlpHeaders(undefined)).toEqual({});
  });
});
