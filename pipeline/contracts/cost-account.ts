import { z } from 'zod';
import { StageName } from './stage-name.js';

/** What one stage takes. `language` is absent for stages all targets share. */
export const StageCost = z.strictObject({
  stage: StageName,
  language: z.string().optional(),
  engine: z.string().optional(),
  /** Executions of the worker; 0 for work done inside the app. */
  tasks: z.number().int().nonnegative(),
  /** Seconds inside engines and ffmpeg. */
  computeS: z.number().nonnegative(),
  /** Seconds that are paid for: compute and the starts of workers. */
  billedS: z.number().nonnegative(),
  /** Money, in the account's currency. */
  amount: z.number().nonnegative(),
});
export type StageCost = z.infer<typeof StageCost>;

/**
 * Seconds and money of a job, stage by stage: as foreseen, or as they came to be.
 * @example
 * { "currency": "USD", "prices": "2026-11-21", "computeS": 4.3, "amount": 0.0012, "stages": [
 *   { "stage": "transcribe", "engine": "pocketsphinx", "tasks": 1, "computeS": 4.3, "billedS": 9.3, "amount": 0.0012 }] }
 */
export const CostAccount = z.strictObject({
  currency: z.literal('USD'),
  /** Version of the price table. */
  prices: z.string(),
  computeS: z.number().nonnegative(),
  amount: z.number().nonnegative(),
  stages: z.array(StageCost),
});
export type CostAccount = z.infer<typeof CostAccount>;
