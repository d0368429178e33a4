import { z } from 'zod';

const resultSchema = z.object({ isError: z.boolean(), result: z.string().nullish() });

const signalSchema = z.object({
  target: z.object({ name: z.string(), key: z.string() }),
  name: z.string(),
  input: z.string().nullish(),
});

/**
 * What an entity function answers to a batch: a result per request, signals to send, and its new state as JSON text.
 *
 * @example
 * { results: [{ isError: false, result: '5' }], signals: [], entityExists: true, entityState: '5' }
 */
export const entityAnswerSchema = z.object({
  results: z.array(resultSchema.nullable()),
  signals: z.array(signalSchema),
  entityExists: z.boolean().optional(),
  entityState: z.string().nullish(),
});

export type EntityAnswer = z.infer<typeof entityAnswerSchema>;
