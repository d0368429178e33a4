import { sendToBlob } from './send-to-blob.js';
import type { UploadTarget } from './upload-target.js';

const blockPattern = /<Block>\s*<Name>([^<]+)<\/Name>\s*<Size>(\d+)<\/Size>\s*<\/Block>/g;

/**
 * Blocks an earlier, interrupted upload left at the address, as id → size in bytes; none where nothing was sent yet.
 * https://learn.microsoft.com/rest/api/storageservices/get-block-list
 */
export async function readArrivedBlocks(target: UploadTarget): Promise<ReadonlyMap<string, number>> {
  const response = await sendToBlob({
    ...target,
    method: 'GET',
    query: { comp: 'blocklist', blocklisttype: 'uncommitted' },
  });
  const text = await response.text();
  // 403: the signature may write but not read; then every block is sent again, which is correct, only slower
  if (!response.ok) return new Map();
  return new Map([...text.matchAll(blockPattern)].map(([, id = '', size]) => [id, Number(size)]));
}
