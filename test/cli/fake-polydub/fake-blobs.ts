import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.js';

/** What the fake storage does wrong, and when. */
export interface BlobFaults {
  /** How many more blocks are taken; the connection of every other one is cut. */
  blocksTaken: number;
  /** Signatures that are refused with 403. */
  readonly expiredSignatures: Set<string>;
  /** Answers to reads that are cut in the middle, counted down. */
  cutDownloads: number;
  /** Blocks answered with 503, counted down. */
  busyBlocks: number;
  /** Whether blocks are answered with 507. */
  isFull: boolean;
}

/** A block blob service as far as uploading and downloading need it; strict about what it is sent. */
export interface FakeBlobs {
  readonly committed: Map<string, Buffer>;
  readonly contentTypes: Map<string, string>;
  readonly uncommitted: Map<string, Map<string, Buffer>>;
  /** Block ids in the order they arrived. */
  readonly arrivals: string[];
  readonly downloads: string[];
  readonly faults: BlobFaults;
  readonly handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;
}

/** https://learn.microsoft.com/rest/api/storageservices/put-block and put-block-list, get-block-list, get-blob. */
export function createFakeBlobs(violations: string[]): FakeBlobs {
  const blobs: FakeBlobs = {
    committed: new Map(),
    contentTypes: new Map(),
    uncommitted: new Map(),
    arrivals: [],
    downloads: [],
    faults: {
      blocksTaken: Number.POSITIVE_INFINITY,
      expiredSignatures: new Set(),
      cutDownloads: 0,
      busyBlocks: 0,
      isFull: false,
    },
    handle: async (request, response, url) => {
      const signature = url.searchParams.get('sig');
      const path = decodeURIComponent(url.pathname);
      if (signature === null || blobs.faults.expiredSignatures.has(signature)) {
        response.writeHead(403, { 'x-ms-error-code': 'AuthenticationFailed' }).end();
        return;
      }
      const comp = url.searchParams.get('comp');
      const call = `${request.method} ${comp ?? ''}`;
      if (call === 'GET blocklist') listBlocks(blobs, path, response);
      else if (call === 'PUT block') await putBlock(blobs, { request, response, url, path, violations });
      else if (call === 'PUT blocklist') await commit(blobs, { request, response, path, violations });
      else if (call === 'GET ') download(blobs, path, response);
      else {
        violations.push(`storage: ${call}`);
        response.writeHead(400).end();
      }
    },
  };
  return blobs;
}

function listBlocks(blobs: FakeBlobs, path: string, response: ServerResponse): void {
  const blocks = blobs.uncommitted.get(path);
  if (blocks === undefined && !blobs.committed.has(path)) {
    response.writeHead(404, { 'x-ms-error-code': 'BlobNotFound' }).end();
    return;
  }
  const items = [...(blocks ?? [])].map(
    ([id, bytes]) => `<Block><Name>${id}</Name><Size>${bytes.length}</Size></Block>`,
  );
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><BlockList><UncommittedBlocks>${items.join('')}</UncommittedBlocks></BlockList>`,
  );
}

interface PutParams {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly violations: string[];
}

async function putBlock(blobs: FakeBlobs, params: PutParams & { readonly url: URL }): Promise<void> {
  const { request, response, url, path, violations } = params;
  const { faults } = blobs;
  faults.blocksTaken -= 1;
  if (faults.blocksTaken < 0) {
    request.socket.destroy();
    return;
  }
  const body = await readBody(request);
  if (faults.busyBlocks > 0) {
    faults.busyBlocks -= 1;
    response.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end();
    return;
  }
  if (faults.isFull) {
    response.writeHead(507, { 'x-ms-error-code': 'InsufficientStorage' }).end();
    return;
  }
  const id = url.searchParams.get('blockid') ?? '';
  const blocks = blobs.uncommitted.get(path) ?? new Map<string, Buffer>();
  blobs.uncommitted.set(path, blocks);
  if (Buffer.from(id, 'base64').toString('base64') !== id) violations.push(`block id ${id} is not base64`);
  if ([...blocks.keys()].some((other) => other.length !== id.length)) violations.push('block ids differ in length');
  if (Number(request.headers['content-length']) !== body.length) violations.push('block without content-length');
  blocks.set(id, body);
  blobs.arrivals.push(id);
  response.writeHead(201).end();
}

async function commit(blobs: FakeBlobs, { request, response, path, violations }: PutParams): Promise<void> {
  const text = (await readBody(request)).toString();
  const ids = [...text.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
  const blocks = blobs.uncommitted.get(path);
  const parts = ids.map((id) => blocks?.get(id));
  if (parts.some((part) => part === undefined)) {
    violations.push('committed a block that never arrived');
    response.writeHead(400, { 'x-ms-error-code': 'InvalidBlockList' }).end();
    return;
  }
  blobs.committed.set(path, Buffer.concat(parts.flatMap((part) => part ?? [])));
  blobs.contentTypes.set(path, String(request.headers['x-ms-blob-content-type']));
  blobs.uncommitted.delete(path);
  response.writeHead(201).end();
}

function download(blobs: FakeBlobs, path: string, response: ServerResponse): void {
  const bytes = blobs.committed.get(path);
  blobs.downloads.push(path);
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-length': bytes.length });
  if (blobs.faults.cutDownloads === 0) {
    response.end(bytes);
    return;
  }
  blobs.faults.cutDownloads -= 1;
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
