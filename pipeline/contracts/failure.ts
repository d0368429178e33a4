import { z } from 'zod';
import { type ErrorCode, errorTable } from '../errors/error-table.js';

/**
 * A failure that travels as data: permanent failures are returned, never thrown, across process boundaries.
 * @example { "code": "no-audio", "message": "clip.mp4 has no audio stream.", "next": "Submit a video with sound…" }
 */
export const Failure = z.strictObject({
  code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]), // keys of a const object are exactly its codes
  message: z.string(),
  next: z.string(),
});
export type Failure = z.infer<typeof Failure>;
