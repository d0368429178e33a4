import { statfsSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import type { AzuriteRequestListener } from './azurite-internals.js';

/** Kept free for the journals, which must be able to write down how the running jobs end. */
const RESERVED_BYTES = 4 * 1024 * 1024;
/** https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2: an error is told in a header and as XML. */
const STATUS = 507;
const CODE = 'InsufficientStorage';
const MESSAGE = 'The disk of the local storage is full: free some space, then try again.';

/** How many bytes the file system of a directory still takes from this user. */
export function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

/**
 * Answers uploads the disk has no room for at once and with the reason. Azurite would fill the disk, answer 500 without
 * a word and leave the rest of the body unread, on which the next request of that connection waits for ever.
 * Call it when the server has started: it takes the place of the listeners there are.
 */
export function refuseWhenFull(server: Server, freeBytes: () => number): void {
  // Node types listeners of any event alike; these are the ones of 'request'.
  const listeners = server.listeners('request') as AzuriteRequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const bodyBytes = Number(request.headers['content-length'] ?? 0);
    if (request.method === 'PUT' && bodyBytes > 0 && bodyBytes + RESERVED_BYTES > freeBytes()) {
      refuse(response);
      return;
    }
    // what Azurite gave up reading is read to its end and thrown away
    response.once('finish', () => {
      if (request.readableEnded) return;
      request.removeAllListeners('data');
      request.resume();
    });
    for (const listener of listeners) listener.call(server, request, response);
  });
}

function refuse(response: ServerResponse): void {
  response.writeHead(STATUS, { 'content-type': 'application/xml', 'x-ms-error-code': CODE });
  response.end(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${CODE}</Code><Message>${MESSAGE}</Message></Error>`,
  );
}
