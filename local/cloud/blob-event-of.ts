import type { BlobEvent } from '../functions-host/triggers/blob-event.js';
import type { BlobCreatedEvent } from '../storage/blob-created-event.js';

/** Shape of an Event Grid subject for a blob. */
const subjectPattern = /^\/blobServices\/default\/containers\/([^/]+)\/blobs\/(.+)$/;

/** An Event Grid event of the storage as the Functions host takes it. */
export function blobEventOf({ subject, eventTime, data }: BlobCreatedEvent): BlobEvent {
  const [, container, blob] = subjectPattern.exec(subject) ?? [];
  if (container === undefined || blob === undefined) throw new Error(`The event is about no blob: ${subject}`);
  return {
    container,
    blob,
    url: data.url,
    eTag: data.eTag,
    contentLengthBytes: data.contentLength,
    contentType: data.contentType,
    lastModified: eventTime,
  };
}
