import { z } from 'zod';

/**
 * The most a job may cost. It pauses before a stage that would take it above this. The body of `POST /jobs/{id}/budget`.
 * @example { "amount": 2.5, "currency": "USD" }
 */
export const JobBudget = z.strictObject({
  amount: z.number().positive(),
  currency: z.literal('USD').default('USD'),
});
export type JobBudget = z.infer<typeof JobBudget>;
