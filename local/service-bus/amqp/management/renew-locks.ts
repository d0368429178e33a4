import rhea from 'rhea';
import { z } from 'zod';
import type { ManagementOperation } from './management-operation.js';
import { wireSchemas } from './wire-schemas.js';

const TIMESTAMP_CODE = 0x83;

const requestSchema = z.object({ 'lock-tokens': wireSchemas.lockTokens });

/** `com.microsoft:renew-lock`: starts the time of each lock anew. */
export const renewLocks: ManagementOperation = async ({ queue, body }) => {
  const { 'lock-tokens': lockTokens } = requestSchema.parse(body);
  const expirations = lockTokens.map((lockToken) => queue.renewLock(lockToken));
  return { expirations: rhea.types.wrap_array(expirations, TIMESTAMP_CODE, undefined) };
};
