import { z } from 'zod';

/** 32 hex digits of a W3C trace id. */
export const TraceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/, 'expected 32 hex digits, not all zero');
/** 16 hex digits of a W3C span id. */
export const SpanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/, 'expected 16 hex digits, not all zero');

/**
 * The distributed trace a job belongs to, from the call or event that started it.
 * @example { "traceId": "0af7651916cd43dd8448eb211c80319c", "parentSpanId": "b7ad6b7169203331" }
 */
export const TraceContext = z.strictObject({
  traceId: TraceId,
  /** The caller's span; absent where the caller told none. */
  parentSpanId: SpanId.optional(),
});
export type TraceContext = z.infer<typeof TraceContext>;
