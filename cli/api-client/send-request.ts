import { Problem } from '../../pipeline/contracts/problem.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';

/** Longest wait for one answer; submitting may check the source, everything else is quick. */
const answerTimeoutMs = 60_000;
/** How often a request is sent when the server says it is busy, and the longest it may make us wait in between. */
const busyAttempts = 5;
const longestBusyWaitMs = 10_000;
/** The server is there but cannot serve right now: too many requests, a proxy without a backend, starting up. */
const busyStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** One request to the API. Every request the CLI makes may be repeated without harm. */
export interface SendRequestParams {
  readonly io: Pick<CliIo, 'sleep'>;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request and returns the answer if it is a success.
 * Fails with `server-unreachable`, `key-refused`, `answer-unexpected` or the code of the server's problem.
 */
export async function sendRequest(params: SendRequestParams): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await exchange(params);
    if (response.ok) return response;
    if (!busyStatuses.has(response.status) || attempt === busyAttempts) throw await refusal(params, response);
    await response.body?.cancel();
    await params.io.sleep(busyWaitMs(response, attempt), params.signal);
  }
}

async function exchange(params: SendRequestParams): Promise<Response> {
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  try {
    return await fetch(params.url, {
      method: params.method,
      headers: { ...params.headers, ...(params.body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(params.body === undefined ? {} : { body: JSON.stringify(params.body) }),
      signal: params.signal === undefined ? timeout : AbortSignal.any([timeout, params.signal]),
    });
  } catch (cause) {
    params.signal?.throwIfAborted();
    throw CliFailure.of('server-unreachable', `No answer from ${new URL(params.url).origin}${reasonOf(cause)}.`, {
      cause,
    });
  }
}

/** Node hides why a connection failed one level down; the code is what people search for. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error ? error.cause : undefined;
  const code = typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : undefined;
  if (typeof code === 'string') return ` (${code})`;
  return error instanceof Error && error.name === 'TimeoutError' ? ` within ${answerTimeoutMs / 1000} s` : '';
}

function busyWaitMs(response: Response, attempt: number): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : 250 * 2 ** attempt;
  return Math.min(Math.max(wait, 0), longestBusyWaitMs);
}

async function refusal(params: SendRequestParams, response: Response): Promise<CliFailure> {
  const { origin, pathname } = new URL(params.url);
  const text = await response.text().catch(() => '');
  const problem = parseProblem(text);
  if (problem !== undefined) {
    return CliFailure.reported({ code: problem.code, message: problem.detail, next: problem.next });
  }
  if (response.status === 401 || response.status === 403) {
    return CliFailure.of('key-refused', `${origin} answered ${response.status}: it wants a key, or another one.`);
  }
  if (busyStatuses.has(response.status)) {
    return CliFailure.of('server-unreachable', `${origin} is not ready: it answered ${response.status}.`);
  }
  return CliFailure.of('answer-unexpected', `${params.method} ${pathname} at ${origin} answered ${response.status}.`);
}

function parseProblem(text: string): Problem | undefined {
  try {
    return Problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON: a proxy or something else answered
  }
}
