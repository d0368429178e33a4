import type { CliIo } from '../cli-io.js';

/** Where blocks go: the signed address of one block blob. */
export interface UploadTarget {
  readonly io: Pick<CliIo, 'sleep'>;
  readonly uploadUrl: string;
  readonly signal?: AbortSignal | undefined;
}
