/** A blob has been created or replaced. */
export interface BlobEvent {
  readonly container: string;
  /** Name within the container, with its slashes. */
  readonly blob: string;
  readonly url: string;
  readonly eTag: string;
  readonly contentLengthBytes?: number;
  readonly contentType?: string;
  /** ISO 8601. */
  readonly lastModified?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** W3C `traceparent` of the upload. */
  readonly traceParent?: string;
}

/** Reads a blob whole; only asked for functions that take the bytes themselves. */
export type BlobReader = (container: string, blob: string) => Promise<Uint8Array>;
