import type { BlobServiceClient } from '@azure/storage-blob';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { SourceBlobs } from '../../pipeline/ports/source-blobs.js';
import { isStatus } from './is-status.js';

const maxTextBytes = 1024 * 1024;

/** Uploaded blobs of this deployment's storage account. */
export function createBlobSourceBlobs(service: BlobServiceClient): SourceBlobs {
  const client = (container: string, blob: string) => service.getContainerClient(container).getBlobClient(blob);
  return {
    etag: async (container, blob) => (await orUndefined(client(container, blob).getProperties()))?.etag,
    metadata: async (container, blob) => {
      const found = await orUndefined(client(container, blob).getProperties());
      if (found === undefined) return undefined;
      const entries = Object.entries(found.metadata ?? {});
      return Object.fromEntries(entries.map(([key, value]) => [key.toLowerCase(), value]));
    },
    readText: async (container, blob) => {
      const found = await orUndefined(client(container, blob).getProperties());
      if (found === undefined) return undefined;
      if ((found.contentLength ?? 0) > maxTextBytes) {
        throw new PipelineError('request-invalid', `${container}/${blob} is larger than ${maxTextBytes} bytes.`);
      }
      return (await client(container, blob).downloadToBuffer()).toString('utf8');
    },
  };
}

async function orUndefined<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}
