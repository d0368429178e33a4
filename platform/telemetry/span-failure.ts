import type { Span } from '../../pipeline/contracts/span.js';
import { toFailure } from '../../pipeline/errors/to-failure.js';

/** Longest message a span carries, in UTF-16 units. */
const maxMessageLength = 500;

/** Why a span failed. Addresses in errors of libraries may be signed: what stands after the question mark stays here. */
export function spanFailure(error: unknown): NonNullable<Span['failure']> {
  const { code, message } = toFailure(error);
  const harmless = message.replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1');
  return { code, message: harmless.slice(0, maxMessageLength) };
}
