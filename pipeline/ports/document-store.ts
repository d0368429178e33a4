/** Small JSON documents by path, for example `job_1/job.json`. */
export interface DocumentStore {
  read(path: string): Promise<unknown | undefined>;
  write(path: string, value: unknown): Promise<void>;
  /** Writes only when nothing is there; returns whether it wrote. */
  create(path: string, value: unknown): Promise<boolean>;
  /** Reads, changes and writes back, guarded against concurrent writers; `change` may run more than once. */
  update(path: string, change: (current: unknown | undefined) => unknown): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names directly below a prefix that ends in `/`, in code-point order. */
  listFolders(prefix: string): Promise<readonly string[]>;
}
