import { z } from 'zod';
import { LanguageTag } from '../pipeline/contracts/language-tag.js';
import { OwnPrices } from '../pipeline/cost/apply-prices.js';
import { defaultBasis } from '../pipeline/cost/cost-basis.js';

const seconds = z.coerce.number().nonnegative();

/** What the Functions app reads from its settings, beside the connections. */
const AppSettings = z.object({
  /** Image tag or digest of the worker this app sends tasks to. */
  POLYDUB_WORKER_VERSION: z.string().default('unknown'),
  /** Language assumed to be spoken where a request names none. */
  POLYDUB_SOURCE_LANGUAGE: LanguageTag.default('en'),
  /** Target languages of files dropped without settings, separated by commas. */
  POLYDUB_TARGETS: z
    .string()
    .default('es')
    .transform((text) => text.split(',').map((tag) => tag.trim()))
    .pipe(z.array(LanguageTag).min(1)),
  /** Largest upload the API grants, in bytes. */
  POLYDUB_MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * 1024 ** 3),
  /** What you pay, by price id, as JSON: instead of the list prices. */
  POLYDUB_PRICES: z
    .string()
    .default('{}')
    .transform((text, issues) => parseJson(text, issues))
    .pipe(OwnPrices),
  /** Seconds your workers compute for one second on the machine of the measured rates. */
  POLYDUB_COMPUTE_FACTOR: z.coerce.number().positive().default(defaultBasis.computeFactor),
  /** Seconds a worker is paid for around its work. */
  POLYDUB_WORKER_START_SECONDS: z.coerce.number().nonnegative().default(defaultBasis.workerStartS),
  /** Seconds until a worker works that a task should be worth; what a worker is paid for around its work unless told. */
  POLYDUB_TASK_START_SECONDS: seconds.optional(),
  /** An Event Grid topic that is told of jobs; empty for none. */
  POLYDUB_JOB_EVENTS_ENDPOINT: z.union([z.literal(''), z.url()]).default(''),
});
export type AppSettings = z.infer<typeof AppSettings>;

function parseJson(text: string, issues: z.core.$RefinementCtx<string>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    issues.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}

/** Reads the app's settings. Throws when one is malformed: the app must not start with half a configuration. */
export function readAppSettings(env: Readonly<Record<string, string | undefined>>): AppSettings {
  return AppSettings.parse(env);
}
