import type { InvokeFunction } from '../worker/function-invoker.js';
import type { RpcHttpData, RpcNullableString } from '../worker/rpc-typed-data.js';
import type { HttpCall } from './http-call.js';
import { plainHeaders } from './plain-headers.js';
import { readBody } from './read-body.js';
import { serializeCookie } from './serialize-cookie.js';

export interface AnswerPlainlyDeps {
  readonly invoke: InvokeFunction;
  readonly maxBodyBytes: number;
}

/** Runs an HTTP function with the whole request in memory and writes its answer; rejects when the function throws. */
export async function answerPlainly(call: HttpCall, { invoke, maxBodyBytes }: AnswerPlainlyDeps): Promise<void> {
  const { request, response, target, url, params } = call;
  const body = await readBody(request, maxBodyBytes);
  if (!body) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const headers = plainHeaders(request.headers);
  const answer = await invoke({
    functionName: target.name,
    traceParent: headers['traceparent'],
    trigger: {
      http: {
        method: request.method ?? 'GET',
        url: url.href,
        nullableHeaders: nullable(Object.entries(headers)),
        nullableQuery: nullable(url.searchParams),
        nullableParams: nullable(Object.entries(params)),
        body: body.length > 0 ? { bytes: body } : null,
      },
    },
  });
  writeAnswer(response, answer.returnValue?.http);
}

function nullable(entries: Iterable<readonly [string, string]>): Readonly<Record<string, RpcNullableString>> {
  return Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));
}

/** A function that returns nothing has answered 204, as on Azure. */
function writeAnswer(response: HttpCall['response'], http: RpcHttpData | undefined): void {
  const cookies = (http?.cookies ?? []).map(serializeCookie);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(http ? Number(http.statusCode ?? 200) : 204, { ...http?.headers });
  response.end(http?.body?.bytes);
}
