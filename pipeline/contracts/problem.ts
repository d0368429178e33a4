import { z } from 'zod';

/** RFC 9457 problem details, with our stable `code` and the `next` step. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  next: z.string(),
});
export type Problem = z.infer<typeof Problem>;
