import type { OrchestrationContext, Task } from 'durable-functions';
import * as df from 'durable-functions';
import type { z } from 'zod';

/** Retries of an activity that throws, over 127 s: storage and messaging come back within a minute or two. */
const firstRetryMs = 1_000;
const maxAttempts = 8;
const backoff = 2;

/** One activity as orchestrators see it: its name and what it returns. */
export interface ActivityCall<T extends z.ZodType> {
  readonly name: string;
  readonly input: unknown;
  readonly output: T;
}

/** Calls an activity, retrying what it throws, and checks what it returns. */
export function* callActivity<T extends z.ZodType>(
  context: OrchestrationContext,
  { name, input, output }: ActivityCall<T>,
): Generator<Task, z.infer<T>, unknown> {
  const retry = new df.RetryOptions(firstRetryMs, maxAttempts);
  retry.backoffCoefficient = backoff;
  return output.parse(yield context.df.callActivityWithRetry(name, retry, input));
}
