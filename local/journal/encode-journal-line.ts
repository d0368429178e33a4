import { crc32 } from 'node:zlib';

/**
 * Encodes a record as one journal line: eight hex digits of CRC-32 over the JSON text, a space, the JSON, a newline.
 *
 * @throws TypeError when the record has no JSON form (undefined, a function, a cycle).
 */
export function encodeJournalLine(record: unknown): string {
  const json = JSON.stringify(record);
  if (json === undefined) throw new TypeError('A journal record must have a JSON form.');
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}
