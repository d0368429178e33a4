import { z } from 'zod';
import { SpanId, TraceId } from './trace-context.js';

/**
 * One piece of a job's way, as OpenTelemetry knows it. The same piece told twice has the same id, so telling it again
 * adds nothing. `startMs` and `endMs` are milliseconds since the epoch, with fractions; without an end it goes on.
 * @example { "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
 *   "parentSpanId": "00f067aa0ba902b7", "name": "unit translate", "kind": "internal", "service": "worker",
 *   "startMs": 1795255200000.25, "endMs": 1795255201000.5, "attributes": { "polydub.stage": "translate" } }
 */
export const Span = z.strictObject({
  traceId: TraceId,
  spanId: SpanId,
  /** Absent for the job itself. */
  parentSpanId: SpanId.optional(),
  name: z.string(),
  kind: z.enum(['internal', 'server', 'client', 'producer', 'consumer']),
  /** The process that tells of it. */
  service: z.enum(['functions', 'worker']),
  startMs: z.number(),
  endMs: z.number().optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Why it failed; absent when it did not. */
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});
export type Span = z.infer<typeof Span>;
