import type { BlobServiceClient } from '@azure/storage-blob';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { isStatus } from '../../../platform/storage/is-status.js';

/** A blob somebody uploaded, pinned by its ETag. */
export interface SourceBlob {
  readonly container: string;
  readonly blob: string;
  readonly etag: string;
}

/** Downloads uploaded blobs. Fails with `source-missing` when gone and `precondition-failed` when overwritten meanwhile. */
export interface SourceFiles {
  download(source: SourceBlob, path: string, signal: AbortSignal): Promise<void>;
}

/** Uploaded blobs of this deployment's storage account. */
export function createSourceFiles(service: BlobServiceClient): SourceFiles {
  return {
    download: async ({ container, blob, etag }, path, signal) => {
      try {
        await service
          .getContainerClient(container)
          .getBlobClient(blob)
          .downloadToFile(path, 0, undefined, { conditions: { ifMatch: etag }, abortSignal: signal });
      } catch (error) {
        if (isStatus(error, 404)) {
          throw new PipelineError('source-missing', `${container}/${blob} does not exist.`, { cause: error });
        }
        if (isStatus(error, 412)) {
          throw new PipelineError(
            'precondition-failed',
            `${container}/${blob} was overwritten after the job was submitted.`,
            {
              cause: error,
            },
          );
        }
        throw error;
      }
    },
  };
}
