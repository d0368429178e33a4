/** Block size of an upload, unless the file would need more blocks than a blob may have. */
export const blockSizeBytes = 8 * 1024 * 1024;
/** https://learn.microsoft.com/rest/api/storageservices/put-block-list: a block blob holds at most 50,000 blocks. */
export const maxBlocks = 50_000;

/** One block of a file: its id in the blob and its place in the file, in bytes. */
export interface Block {
  readonly id: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/**
 * Cuts a file into blocks. The same size gives the same ids at the same places, so what an interrupted upload
 * left behind can be recognised; ids have one length, as the service demands.
 */
export function planBlocks(fileSizeBytes: number): readonly Block[] {
  const size = Math.max(blockSizeBytes, Math.ceil(fileSizeBytes / maxBlocks));
  return Array.from({ length: Math.ceil(fileSizeBytes / size) }, (_, index) => ({
    id: Buffer.from(`block-${String(index).padStart(6, '0')}`).toString('base64'),
    offsetBytes: index * size,
    sizeBytes: Math.min(size, fileSizeBytes - index * size),
  }));
}
