import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A hub on this machine: real HTTP with ranges, redirects and the hub's headers, and faults on demand. */
export interface ModelServer {
  readonly endpoint: string;
  /** `GET`s answered, with the range asked for. */
  readonly requests: ReadonlyArray<{ readonly path: string; readonly range: string | undefined }>;
  close(): Promise<void>;
}

export interface ModelServerParams {
  /** Bytes by path: `/org/model/resolve/main/weights.onnx`. */
  readonly files: Readonly<Record<string, Buffer>>;
  /** The connection is cut after this many bytes of the n-th answer with a body; sent whole when absent. */
  readonly cutAfter?: (answer: number) => number | undefined;
  readonly ignoresRanges?: boolean;
  /** Sends files through a redirect that carries the digest, as the hub does for large files. */
  readonly declaredSha256?: string;
  /** Waits before the body, so that two processes meet. */
  readonly chunkDelayMs?: number;
}

const CHUNK = 16_384;

export async function startModelServer(params: ModelServerParams): Promise<ModelServer> {
  const requests: Array<{ path: string; range: string | undefined }> = [];
  let answers = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (params.declaredSha256 !== undefined && !path.startsWith('/cdn')) {
      response.writeHead(302, {
        location: `/cdn${path}`,
        'x-linked-etag': `"${params.declaredSha256}"`,
        'x-repo-commit': 'c0ffee',
      });
      response.end();
      return;
    }
    requests.push({ path, range: request.headers.range });
    answers += 1;
    void send({
      request,
      response,
      params,
      bytes: params.files[path.replace(/^\/cdn/, '')],
      cut: params.cutAfter?.(answers),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface SendParams {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly params: ModelServerParams;
  readonly bytes: Buffer | undefined;
  readonly cut: number | undefined;
}

async function send({ request, response, params, bytes, cut }: SendParams): Promise<void> {
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  const start = params.ignoresRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start > 0 && start >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    return;
  }
  const body = bytes.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': String(body.length),
    ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  for (let at = 0; at < body.length; at += CHUNK) {
    if (cut !== undefined && at >= cut) {
      response.destroy();
      return;
    }
    response.write(body.subarray(at, at + CHUNK));
    await new Promise((resolve) => setTimeout(resolve, params.chunkDelayMs ?? 0));
  }
  response.end();
}
