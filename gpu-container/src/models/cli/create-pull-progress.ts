import type { ModelFile } from '../model-entry.js';

export interface PullProgressParams {
  readonly id: string;
  readonly remark: (text: string) => void;
  readonly isTerminal: boolean;
}

/** Bytes between two lines of progress: a terminal's one line may move often, a log should not fill up. */
const BYTES_PER_LINE = { terminal: 1e6, log: 50e6 };

/** Tells people how far a model has come: on one line of a terminal, on a line of its own now and then elsewhere. */
export function createPullProgress({ id, remark, isTerminal }: PullProgressParams) {
  const step = isTerminal ? BYTES_PER_LINE.terminal : BYTES_PER_LINE.log;
  let told = 0;
  let isLineOpen = false;
  return {
    tell: (file: ModelFile, bytes: number): void => {
      if (bytes < told) told = 0; // the next file
      if (bytes - told < step) return;
      told = bytes;
      isLineOpen = isTerminal;
      remark(
        isTerminal
          ? `\r\u001b[2K${id}/${file.path}: ${amount(bytes, file)}`
          : `${id}/${file.path}: ${amount(bytes, file)}\n`,
      );
    },
    /** Leaves the line it wrote on. */
    end: (): void => {
      if (isLineOpen) remark('\n');
    },
  };
}

function amount(bytes: number, { sizeBytes }: ModelFile): string {
  const megabytes = (count: number): string => (count / 1e6).toFixed(1);
  if (sizeBytes === undefined || sizeBytes === 0) return `${megabytes(bytes)} MB`;
  return `${megabytes(bytes)} of ${megabytes(sizeBytes)} MB (${Math.floor((100 * bytes) / sizeBytes)} %)`;
}
