import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DurableApiDeps, handleDurableApi } from '../durable/durable-api.js';
import { webhookPath } from '../durable/durable-endpoints.js';
import type { InvokeFunction } from '../worker/function-invoker.js';
import { answerPlainly } from './answer-plainly.js';
import { answerStreaming } from './answer-streaming.js';
import { applyCors, type CorsSettings } from './apply-cors.js';
import { decodePathSegment } from './decode-path-segment.js';
import { hasKey } from './has-key.js';
import type { HostAnswer } from './host-answer.js';
import type { RequestHandler } from './host-server.js';
import type { HttpFunction } from './http-functions.js';
import { isAllowedHost } from './is-allowed-host.js';
import { matchFunction } from './match-function.js';
import { plainHeaders } from './plain-headers.js';
import { readBody } from './read-body.js';

export interface RequestHandlerParams {
  readonly functions: readonly HttpFunction[];
  readonly invoke: InvokeFunction;
  readonly durable: DurableApiDeps;
  /** Path of the API for client bindings; known to the app only. */
  readonly rpcPath: string;
  /** The library's streaming endpoint, when the app streams HTTP. */
  readonly httpUri: URL | undefined;
  readonly cors: CorsSettings | undefined;
  /** Names besides those of this machine under which the host may be addressed. */
  readonly allowedHosts: readonly string[];
  readonly maxBodyBytes: number;
  /** Requests to functions that may be in progress at once; more are answered 429. */
  readonly maxOutstandingRequests: number;
}

/** Answers the durable API and the app's HTTP functions. */
export function createRequestHandler(params: RequestHandlerParams): RequestHandler {
  let outstanding = 0;
  return async (request, response, url) => {
    if (!isAllowedHost(request.headers.host, params.allowedHosts)) {
      return { status: 403, body: { Message: 'This host answers requests addressed to this machine only.' } };
    }
    if (url.pathname.startsWith(params.rpcPath)) return answerDurableApi(request, url, params.rpcPath, params);
    if (applyCors(params.cors, request, response)) return undefined;
    if (url.pathname.startsWith(`${webhookPath}/`)) {
      const { key } = params.durable.endpoints;
      if (!hasKey(key, request.headers['x-functions-key'], url.searchParams)) return { status: 401 };
      return answerDurableApi(request, url, `${webhookPath}/`, params);
    }
    if (outstanding >= params.maxOutstandingRequests) return { status: 429, headers: { 'retry-after': '1' } };
    outstanding += 1;
    try {
      return await answerFunction(request, response, url, params);
    } finally {
      outstanding -= 1;
    }
  };
}

async function answerDurableApi(
  request: IncomingMessage,
  url: URL,
  base: string,
  { durable, maxBodyBytes }: RequestHandlerParams,
): Promise<HostAnswer> {
  const body = await readBody(request, maxBodyBytes);
  if (!body) return { status: 413, headers: { connection: 'close' } };
  const path = url.pathname.slice(base.length).split('/').filter(Boolean).map(decodePathSegment);
  const headers = plainHeaders(request.headers);
  const { method = 'GET' } = request;
  return handleDurableApi({ method, path, query: url.searchParams, headers, body: body.toString('utf8') }, durable);
}

async function answerFunction(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  params: RequestHandlerParams,
): Promise<HostAnswer | undefined> {
  const { functions, invoke, httpUri, maxBodyBytes } = params;
  const matched = matchFunction(functions, { method: request.method ?? 'GET', path: url.pathname });
  if (!matched) return { status: 404 };
  const key = matched.target.needsKey ? params.durable.endpoints.key : undefined;
  if (!hasKey(key, request.headers['x-functions-key'], url.searchParams)) return { status: 401 };
  const call = { ...matched, request, response, url };
  if (httpUri) await answerStreaming(call, { invoke, httpUri });
  else await answerPlainly(call, { invoke, maxBodyBytes });
  return undefined;
}
