import { createHash } from 'node:crypto';

/** A version 5 style GUID that is the same for the same text. */
export function deterministicGuid(text: string): string {
  const hex = createHash('sha1').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
