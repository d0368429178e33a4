import { BrokerError } from '../broker-error.js';

/** The AMQP 1.0 message sections a broker tells apart, by descriptor code (specification part 3, section 3.2). */
export const sectionCodes = {
  header: 0x70,
  deliveryAnnotations: 0x71,
  messageAnnotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
} as const;

/** One section of an encoded message; `bytes` shares memory with the message. */
export interface MessageSection {
  readonly code: number;
  readonly bytes: Buffer;
}

const DESCRIBED = 0x00;
const SMALL_ULONG = 0x53;
const ULONG = 0x80;

/** Bytes of a fixed-width value by the upper half of its format code (specification part 1, section 1.2). */
const FIXED_WIDTHS: Readonly<Record<number, number>> = { 4: 0, 5: 1, 6: 2, 7: 4, 8: 8, 9: 16 };

/**
 * Cuts an encoded message into its sections without decoding what is in them, so that they can be handed on unchanged.
 *
 * @throws BrokerError `com.microsoft:argument-error` when the bytes are not an AMQP message.
 */
export function splitSections(encoded: Buffer): readonly MessageSection[] {
  const sections: MessageSection[] = [];
  try {
    for (let at = 0; at < encoded.length; ) {
      const end = endOfValue(encoded, at);
      sections.push({ code: descriptorCode(encoded, at), bytes: encoded.subarray(at, end) });
      at = end;
    }
  } catch (cause) {
    throw new BrokerError('com.microsoft:argument-error', 'The message is not encoded as AMQP 1.0.', { cause });
  }
  return sections;
}

function descriptorCode(bytes: Buffer, at: number): number {
  if (bytes[at] !== DESCRIBED) throw new RangeError('A section must be a described value.');
  if (bytes[at + 1] === SMALL_ULONG) return bytes.readUInt8(at + 2);
  if (bytes[at + 1] === ULONG) return Number(bytes.readBigUInt64BE(at + 2));
  throw new RangeError('A section must have a numeric descriptor.');
}

function endOfValue(bytes: Buffer, at: number): number {
  const formatCode = bytes.readUInt8(at);
  if (formatCode === DESCRIBED) return endOfValue(bytes, endOfValue(bytes, at + 1));
  const end = at + 1 + valueWidth(bytes, at + 1, formatCode >> 4);
  if (end > bytes.length) throw new RangeError('A value ends after the message.');
  return end;
}

function valueWidth(bytes: Buffer, at: number, category: number): number {
  const fixed = FIXED_WIDTHS[category];
  if (fixed !== undefined) return fixed;
  // Categories A, C and E carry their size in one byte; B, D and F in four.
  if (category % 2 === 0) return 1 + bytes.readUInt8(at);
  return 4 + bytes.readUInt32BE(at);
}
