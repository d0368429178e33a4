/** An event in the Event Grid schema, as a subscription of a storage account delivers it. */
export interface BlobCreatedEvent {
  readonly id: string;
  readonly topic: string;
  /** `/blobServices/default/containers/<container>/blobs/<blob>` */
  readonly subject: string;
  readonly eventType: 'Microsoft.Storage.BlobCreated';
  /** ISO 8601. */
  readonly eventTime: string;
  readonly dataVersion: string;
  readonly metadataVersion: '1';
  readonly data: {
    readonly api: 'PutBlob' | 'PutBlockList' | 'CopyBlob';
    readonly eTag: string;
    readonly contentType: string;
    readonly contentLength: number;
    readonly blobType: string;
    readonly url: string;
  };
}
