import { randomUUID } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request as sendRequest } from 'node:http';
import { pipeline } from 'node:stream';
import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RpcTypedData } from '../worker/rpc-typed-data.js';
import type { HttpCall } from './http-call.js';
import { plainHeaders } from './plain-headers.js';

const INVOCATION_ID_HEADER = 'x-ms-invocation-id';
/** How long the library's answer may take to arrive after the function has returned, before it counts as none. */
const ANSWER_GRACE_MS = 1000;

export interface AnswerStreamingDeps {
  readonly invoke: InvokeFunction;
  /** The library's own endpoint, from its `HttpUri` capability. */
  readonly httpUri: URL;
}

/**
 * Runs an HTTP function with request and response streamed: the raw request goes to the library's endpoint, and the
 * invocation beside it tells the library which function the request is for. Rejects when the function throws.
 */
export async function answerStreaming(call: HttpCall, deps: AnswerStreamingDeps): Promise<void> {
  const invocationId = randomUUID();
  const forwarded = forward(call, deps.httpUri, invocationId);
  const answered = relayAnswer(forwarded, call);
  try {
    await deps.invoke({
      functionName: call.target.name,
      invocationId,
      traceParent: plainHeaders(call.request.headers)['traceparent'],
      // The library takes method, URL and body from the forwarded request, headers and route values from here.
      trigger: { http: {} },
      triggerMetadata: metadata(call),
    });
  } catch (error) {
    // The library leaves the forwarded request open when a handler throws.
    forwarded.destroy();
    throw error;
  }
  const none = setTimeout(() => {
    if (!call.response.headersSent) call.response.writeHead(204).end();
    forwarded.destroy();
  }, ANSWER_GRACE_MS);
  void answered.then(() => clearTimeout(none)); // never rejects
}

function forward({ request, response }: HttpCall, { hostname, port }: URL, invocationId: string): ClientRequest {
  const forwarded = sendRequest({
    // The endpoint is bound to IPv4; the name it gives may resolve to IPv6 first.
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port,
    method: request.method,
    path: request.url,
    headers: {
      ...request.headers,
      [INVOCATION_ID_HEADER]: invocationId,
      'x-forwarded-host': request.headers.host,
      'x-forwarded-proto': 'http',
    },
  });
  pipeline(request, forwarded, () => undefined); // a broken request shows as a broken answer
  response.once('close', () => forwarded.destroy());
  return forwarded;
}

/** Writes the library's answer as the answer of the host; resolves when its headers have come or never will. */
function relayAnswer(forwarded: ClientRequest, { response }: HttpCall): Promise<void> {
  return new Promise((resolve) => {
    forwarded.once('close', resolve);
    // The invocation tells what went wrong; an answer that has begun can only be cut off.
    forwarded.on('error', () => response.headersSent && response.destroy());
    forwarded.once('response', (answer: IncomingMessage) => {
      const { [INVOCATION_ID_HEADER]: _, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, headers);
      pipeline(answer, response, () => undefined); // either side closing ends both
      resolve();
    });
  });
}

function metadata({ request, url, params }: HttpCall): Readonly<Record<string, RpcTypedData>> {
  const routeValues = Object.entries(params).map(([name, value]) => [name, { string: value }]);
  return {
    Query: { json: JSON.stringify(Object.fromEntries(url.searchParams)) },
    Headers: { json: JSON.stringify(plainHeaders(request.headers)) },
    ...Object.fromEntries(routeValues),
  };
}
