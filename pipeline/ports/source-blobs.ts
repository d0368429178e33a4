/** Uploaded blobs, seen from outside their bytes. */
export interface SourceBlobs {
  /** The ETag of a blob that is there; undefined when it is not. */
  etag(container: string, blob: string): Promise<string | undefined>;
  /** The blob's metadata, keys in lower case; undefined when it is not there. */
  metadata(container: string, blob: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** The text of a small blob (at most 1 MB); undefined when it is not there. */
  readText(container: string, blob: string): Promise<string | undefined>;
}
