import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { z } from 'zod';
import { readBody } from '../../cli/fake-polydub/read-body.js';

/** What the ingestion endpoint of Application Insights is sent, as far as traces and metrics go. */
const Envelope = z.object({
  name: z.string(),
  tags: z.record(z.string(), z.unknown()),
  data: z.object({ baseType: z.string(), baseData: z.looseObject({}) }),
});
export type Envelope = z.infer<typeof Envelope>;

/** A stand-in for the ingestion endpoint. */
export interface Insights {
  readonly connectionString: string;
  readonly envelopes: Envelope[];
  /** Reaches it without TLS, which the libraries insist on. */
  readonly httpClient: HttpClient;
  /** Waits until enough was sent. */
  readonly received: (isEnough: (envelopes: readonly Envelope[]) => boolean) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** Starts it on a free port of the loopback interface. */
export async function startInsights(): Promise<Insights> {
  const envelopes: Envelope[] = [];
  let tell = () => {};
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
      const sent = text.startsWith('[')
        ? JSON.parse(text)
        : text
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line));
      envelopes.push(...z.array(Envelope).parse(sent));
      const answer = { itemsReceived: sent.length, itemsAccepted: sent.length, errors: [] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      tell();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  return {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:${port}/`,
    envelopes,
    httpClient: { sendRequest: sendPlainly },
    received: async (isEnough) => {
      while (!isEnough(envelopes)) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendPlainly(request: PipelineRequest): Promise<PipelineResponse> {
  const { url, method, body } = request;
  const response = await fetch(url.replace('https://127.0.0.1', 'http://127.0.0.1'), {
    method,
    headers: request.headers.toJSON(),
    ...(typeof body === 'string' || body instanceof Uint8Array
      ? { body: typeof body === 'string' ? body : Buffer.from(body) }
      : {}),
  });
  return { request, status: response.status, headers: createHttpHeaders(), bodyAsText: await response.text() };
}
