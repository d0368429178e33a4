import { z } from 'zod';

const durationSchema = z.object({ seconds: z.number().optional(), nanos: z.number().optional() });

const bindingSchema = z.looseObject({
  type: z.string(),
  direction: z.enum(['in', 'out', 'inout']),
  name: z.string().optional(),
  properties: z.record(z.string(), z.string()).optional(),
});

const retryOptionsSchema = z.object({
  maxRetryCount: z.number().optional(),
  retryStrategy: z.enum(['fixedDelay', 'exponentialBackoff']).optional(),
  delayInterval: durationSchema.optional(),
  minimumInterval: durationSchema.optional(),
  maximumInterval: durationSchema.optional(),
});

/**
 * What the programming model registers for one function. Unknown members are let through: the model and the
 * extensions own them. Binding names are hashes of their options and must never be assumed.
 *
 * @example
 * { name: 'tick', bindings: { timerTrigger46d30b375f: { type: 'timerTrigger', direction: 'in', schedule: '0 *' } } }
 */
export const functionMetadataSchema = z.looseObject({
  name: z.string().min(1),
  bindings: z.record(z.string(), bindingSchema),
  retryOptions: retryOptionsSchema.optional(),
});

export type FunctionMetadata = z.infer<typeof functionMetadataSchema>;
export type FunctionBinding = z.infer<typeof bindingSchema>;
export type FunctionRetryOptions = z.infer<typeof retryOptionsSchema>;
