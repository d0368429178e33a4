import type { BlobCreatedEvent } from './blob-created-event.js';
import type { StoredEvent } from './storage-record-schema.js';

const TOPIC = '/subscriptions/local/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/devstoreaccount1';

/** The event as it is delivered, for a storage that now answers at `blobEndpoint`. */
export function toBlobCreatedEvent(stored: StoredEvent, blobEndpoint: string): BlobCreatedEvent {
  const { container, blob, etag: eTag, api, contentType, contentLength, blobType } = stored;
  const path = blob.split('/').map(encodeURIComponent).join('/');
  return {
    id: stored.id,
    topic: TOPIC,
    subject: `/blobServices/default/containers/${container}/blobs/${blob}`,
    eventType: 'Microsoft.Storage.BlobCreated',
    eventTime: new Date(stored.createdAtMs).toISOString(),
    dataVersion: '',
    metadataVersion: '1',
    data: { api, eTag, contentType, contentLength, blobType, url: `${blobEndpoint}/${container}/${path}` },
  };
}
