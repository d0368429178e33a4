/** Time as the local services see it; a test hands in one that it advances itself. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls back once, at or after the given time; the returned function takes that back. */
  schedule(atMs: number, callback: () => void): () => void;
}
