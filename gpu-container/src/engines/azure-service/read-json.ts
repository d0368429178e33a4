import type { z } from 'zod';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';

/** Reads a JSON answer and checks its shape. Fails with `engine-failed`; a broken connection passes through. */
export function readJson<T>(service: string, schema: z.ZodType<T>): (response: Response) => Promise<T> {
  return async (response) => {
    const text = await response.text();
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new PipelineError('engine-failed', `${service} gave an answer that cannot be read.`, { cause });
    }
  };
}
