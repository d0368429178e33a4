import type { BlobServiceClient } from '@azure/storage-blob';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { OutputPublisher } from '../../pipeline/ports/output-publisher.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { signBlobUrl } from './sign-blob-url.js';

/** A copy within one account is quick; a signature need not live longer. */
const signatureLifetimeMs = 60 * 60_000;
const pollIntervalMs = 250;

/** Publishes by a copy inside the storage account: the bytes never pass through this process. */
export function createBlobOutputPublisher(service: BlobServiceClient, now: () => Date): OutputPublisher {
  return {
    publish: async (path, artifact) => {
      const source = await signBlobUrl({
        service,
        container: containerNames.artifacts,
        blob: artifact.sha256,
        permissions: 'r',
        now: now(),
        lifetimeMs: signatureLifetimeMs,
      });
      const target = service.getContainerClient(containerNames.outputs).getBlobClient(path);
      const poller = await target.beginCopyFromURL(source, { intervalInMs: pollIntervalMs });
      const { copyStatus } = await poller.pollUntilDone();
      if (copyStatus !== 'success') {
        throw new PipelineError('unavailable', `Copying ${artifact.sha256} to outputs/${path} ended as ${copyStatus}.`);
      }
    },
  };
}
