import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';
import { CostAccount } from './cost-account.js';
import { EngineChoice } from './engine-choice.js';
import { ReceiptLanguage } from './receipt-language.js';
import { StageName } from './stage-name.js';

/** The file the job began with. */
export const ReceiptSource = z.strictObject({
  name: z.string(),
  sha256: Sha256,
  sizeBytes: z.number().int().nonnegative().optional(),
  durationMs: z.number().nonnegative(),
});
export type ReceiptSource = z.infer<typeof ReceiptSource>;

/** One unit of the memo tree: the same inputs, engine and parameters always give the same key and the same outputs. */
export const ReceiptUnit = z.strictObject({
  stage: StageName,
  unitKey: Sha256,
  /** Target language or segment the unit is about, where it is about one. */
  about: z.string().optional(),
  /** Engine id with version, where a model did the work. */
  engine: z.string().optional(),
  /** Digests by the names the stage knows them by, as in the memo. */
  inputs: z.record(z.string(), Sha256),
  outputs: z.record(z.string(), Sha256),
});
export type ReceiptUnit = z.infer<typeof ReceiptUnit>;

/** Everything that may differ between two runs of one job; the rest of a receipt must not. */
export const ReceiptTiming = z.strictObject({
  /** ISO 8601 instants. */
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  stages: z.array(z.strictObject({ stage: StageName, durationMs: z.number().nonnegative() })).optional(),
  /** Whether each unit was found in the memos or had to run, and what it cost. */
  units: z
    .array(
      z.strictObject({
        unitKey: Sha256,
        outcome: z.enum(['hit', 'run']),
        computeMs: z.number().nonnegative().optional(),
        attempts: z.number().int().positive().optional(),
      }),
    )
    .optional(),
  /** What the stages of this language, and those it shares, were foreseen to take, knowing length and engines only. */
  estimate: CostAccount.optional(),
  /** What they took. Work another language of the job paid for is in its receipt too. */
  actual: CostAccount.optional(),
});
export type ReceiptTiming = z.infer<typeof ReceiptTiming>;

/**
 * The account of a job: what was made, from what, by which engines and licences, and how good it measured.
 * Two runs of the same request give equal receipts but for `jobId` and `timing`; lists keep the order of the job
 * (segments by time, units by stage and key), never the order in which things happened to finish.
 * @example
 * { "schemaVersion": 1, "jobId": "job_7f", "workflow": "localize",
 *   "source": { "name": "talk.mp4", "sha256": "9f86d0…", "durationMs": 9970 }, "spokenLanguage": "en",
 *   "engines": [], "languages": [], "units": [] }
 */
export const Receipt = z.strictObject({
  schemaVersion: z.literal(1),
  jobId: z.string(),
  workflow: z.string(),
  source: ReceiptSource,
  spokenLanguage: z.string().optional(),
  engines: z.array(EngineChoice),
  languages: z.array(ReceiptLanguage),
  units: z.array(ReceiptUnit),
  warnings: z.array(z.string()).optional(),
  timing: ReceiptTiming.optional(),
});
export type Receipt = z.infer<typeof Receipt>;
