import type { BlobServiceClient } from '@azure/storage-blob';
import { isStatus } from '../../../platform/storage/is-status.js';
import type { ModelBlobs } from '../models/sources/blob-source.js';

/** Where a deployment keeps models its workers may bring for themselves, laid out as a model folder. */
const MODELS_CONTAINER = 'models';

/** The deployment's own models. */
export function createModelBlobs(service: BlobServiceClient): ModelBlobs {
  const container = service.getContainerClient(MODELS_CONTAINER);
  return {
    open: async (name, offset, signal) => {
      try {
        const blob = container.getBlobClient(name);
        const { contentLength: totalBytes = 0 } = await blob.getProperties({ abortSignal: signal });
        if (offset >= totalBytes) return { bytes: nothing(), totalBytes };
        const { readableStreamBody } = await blob.download(offset, undefined, { abortSignal: signal });
        return { bytes: bytesOf(readableStreamBody), totalBytes };
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw error;
      }
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* bytesOf(stream: NodeJS.ReadableStream | undefined): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream ?? []) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
