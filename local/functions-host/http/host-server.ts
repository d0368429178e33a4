import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorTable } from '../../../pipeline/errors/error-table.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { HostLog } from '../host-log.js';
import type { HostAnswer } from './host-answer.js';

/** Answers one request, by writing it or by returning what the host shall write. */
export type RequestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<HostAnswer | undefined>;

export interface HostServerParams {
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly log: HostLog;
}

/** Only this machine can reach the host. */
const LOOPBACK = '127.0.0.1';

/** The host's HTTP listener. It is open before the app is loaded, so that the app can know its own address. */
export class HostServer {
  readonly #params: HostServerParams;
  readonly #server: Server;
  #handler: RequestHandler | undefined;

  constructor(params: HostServerParams) {
    this.#params = params;
    // `void`: #answer never rejects.
    this.#server = createServer((request, response) => void this.#answer(request, response));
    // Uploads may take longer than Node's five minutes.
    this.#server.requestTimeout = 0;
  }

  /** Opens the listener; resolves to `host:port`. Requests are answered 503 until `serve`. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#params.port, LOOPBACK, () => {
        // A TCP server's address is never a pipe name.
        resolve(`${LOOPBACK}:${(this.#server.address() as AddressInfo).port}`);
      });
    });
  }

  /** Answers requests with `handler` from now on. */
  serve(handler: RequestHandler): void {
    this.#handler = handler;
  }

  /** Stops accepting, cuts what is left open, resolves when everything is closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined); // the client has gone; nobody is left to tell
    try {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? LOOPBACK}`);
      const answer = this.#handler ? await this.#handler(request, response, url) : STARTING;
      if (answer) writeAnswer(response, answer);
    } catch (cause) {
      this.#answerError(request, response, cause);
    }
  }

  #answerError(request: IncomingMessage, response: ServerResponse, cause: unknown): void {
    const status = cause instanceof PipelineError ? errorTable[cause.code].status : 500;
    if (cause instanceof PipelineError && status < 500) {
      writeAnswer(response, { status, body: { Message: cause.message } });
      return;
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${request.method} ${request.url?.split('?')[0]} failed: ${reason}`;
    this.#params.log({ level: 'error', category: 'host', message, cause });
    if (response.headersSent) response.destroy();
    else writeAnswer(response, { status });
  }
}

const STARTING: HostAnswer = { status: 503, headers: { 'retry-after': '1' } };

function writeAnswer(response: ServerResponse, { status, body, headers }: HostAnswer): void {
  if (response.headersSent) return;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const type = text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers }).end(text);
}
