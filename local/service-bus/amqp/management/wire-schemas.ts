import { z } from 'zod';
import { serviceBusLimits } from '../../service-bus-limits.js';
import { lockTokenTag } from '../lock-token-tag.js';

/** A signed 64-bit number: rhea gives a number where it is exact and the eight bytes where it is not. */
const long = z
  .union([z.int(), z.instanceof(Buffer)])
  .transform((value) => (Buffer.isBuffer(value) ? Number(value.readBigInt64BE()) : value));

const uuid = z.instanceof(Buffer).transform((bytes) => lockTokenTag.fromUuid(bytes));

/** Value types that occur in the bodies of management requests. */
export const wireSchemas = {
  long,
  sequenceNumbers: z.array(long).max(serviceBusLimits.maxMessagesPerRequest),
  lockTokens: z.array(uuid).max(serviceBusLimits.maxMessagesPerRequest),
} as const;
