import type { z } from 'zod';
import { CliFailure } from '../failures/cli-failure.js';

/** Reads a JSON answer against its contract. Fails with `answer-unexpected`, naming the fields that differ. */
export async function readAnswer<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const path = new URL(response.url).pathname;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw CliFailure.of('answer-unexpected', `The answer to ${path} is not JSON.`, { cause });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw CliFailure.of('answer-unexpected', `The answer to ${path} is not as agreed (${fields.join('; ')}).`);
}
