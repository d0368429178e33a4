import type { ModelEntry } from './model-entry.js';

/** A model whose files are all on this machine. */
export interface LocatedModel {
  readonly entry: ModelEntry;
  /** Absolute; holds the files under the paths of the entry. */
  readonly folder: string;
  /** Digest over the sha256 of the files: another byte anywhere is another fingerprint. */
  readonly fingerprint: string;
  /** Absolute path of one of its files. Fails with `internal` for a path the entry does not name. */
  file(path: string): string;
}
