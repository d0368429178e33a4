/** Where a running local cloud is reached. Everything listens on the loopback interface only. */
export interface LocalCloudAddress {
  /** Origin of the Functions host; the API is below `/api`. */
  readonly url: string;
  readonly blobEndpoint: string;
  readonly storageConnectionString: string;
  readonly serviceBusConnectionString: string;
  readonly logDirectory: string;
}

/** The cloud on one machine. */
export interface LocalCloud extends LocalCloudAddress {
  /** Stops everything in order; what is under way goes on at the next start. Idempotent. */
  dispose(): Promise<void>;
}
