import { crc32 } from 'node:zlib';

const CHECKSUM_CHARACTERS = 8;
const SPACE = 0x20;

/** A decoded journal line, or the statement that its bytes are not what was written. */
export type DecodedJournalLine = { readonly valid: true; readonly record: unknown } | { readonly valid: false };

const DAMAGED: DecodedJournalLine = { valid: false };

/** Decodes one journal line given without its newline. Never throws. */
export function decodeJournalLine(line: Buffer): DecodedJournalLine {
  if (line.length <= CHECKSUM_CHARACTERS || line[CHECKSUM_CHARACTERS] !== SPACE) return DAMAGED;
  const json = line.subarray(CHECKSUM_CHARACTERS + 1);
  const expected = line.toString('latin1', 0, CHECKSUM_CHARACTERS);
  if (crc32(json).toString(16).padStart(CHECKSUM_CHARACTERS, '0') !== expected) return DAMAGED;
  try {
    return { valid: true, record: JSON.parse(json.toString('utf8')) };
  } catch {
    return DAMAGED;
  }
}
