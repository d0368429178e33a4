/** Small JSON documents by path, for example `job_1/job.json`. */
export interface DocumentStore {
  read(path: string): Promise<unknown | undefined>;
  write(path: string, value: unknown): Promise<void>;
  /** Writes only when nothing is there; returns whether it wrote. */
  create(path: string, value: unknown): Promise<boolean>;
  exists(path: string): Promise<boolean>;
  /** Paths below a prefix, in code-point order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Names directly below a prefix that ends in `/`, newest last by name. */
  listFolders(prefix: string): Promise<readonly string[]>;
}
