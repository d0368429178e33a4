import { z } from 'zod';
import { CostAccount } from './cost-account.js';

/** Seconds and money of a part of a job. */
export const CostShare = z.strictObject({
  computeS: z.number().nonnegative(),
  amount: z.number().nonnegative(),
});
export type CostShare = z.infer<typeof CostShare>;

/**
 * The body of the answer to `POST /estimates`: what a job would take if nothing of it had been made before.
 * @example
 * { "currency": "USD", "prices": "2026-11-21", "computeS": 12.4, "amount": 0.012, "stages": [], "durationS": 23.6,
 *   "speechS": 18.8, "shared": { "computeS": 6.1, "amount": 0.006 },
 *   "targets": [{ "language": "es", "computeS": 6.3, "amount": 0.006 }], "amountPerMinute": 0.03, "pathS": 12.4,
 *   "assumptions": ["8 cores of nobody else"] }
 */
export const Estimate = CostAccount.extend({
  durationS: z.number().positive(),
  /** Seconds in which somebody speaks; assumed where the request does not say. */
  speechS: z.number().nonnegative(),
  shared: CostShare,
  targets: z.array(CostShare.extend({ language: z.string() })),
  /** Money for one minute of one finished language. */
  amountPerMinute: z.number().nonnegative(),
  /** Seconds of compute on the longest way through the job: what it lasts where workers start at once. */
  pathS: z.number().nonnegative(),
  /** What was assumed, in plain sentences. */
  assumptions: z.array(z.string()),
});
export type Estimate = z.infer<typeof Estimate>;
