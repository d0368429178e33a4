import { AnonymousCredential, BlobServiceClient, newPipeline } from '@azure/storage-blob';
import type { Connection } from '../config/connection-settings.js';
import { createCredential } from '../config/create-credential.js';

/** Tries per storage call: with exponential delay this outlives a restart of the service (about a minute). */
const maxTries = 7;

/** The real Blob Storage client, by managed identity or connection string. */
export async function createBlobService(connection: Connection): Promise<BlobServiceClient> {
  const options = { retryOptions: { maxTries, retryDelayInMs: 250, maxRetryDelayInMs: 15_000 } };
  if (connection.kind === 'connection-string') {
    return BlobServiceClient.fromConnectionString(connection.value, options);
  }
  return new BlobServiceClient(connection.endpoint, await createCredential(connection.clientId), options);
}

/** A client for one signed URL; it carries no credential of its own. */
export function anonymousPipeline() {
  return newPipeline(new AnonymousCredential());
}
